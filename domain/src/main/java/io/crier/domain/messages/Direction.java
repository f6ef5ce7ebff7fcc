package io.crier.domain.messages;

/** Whether a message leaves its session or arrives at it. */
public enum Direction {
  OUTBOUND,
  INBOUND
}
