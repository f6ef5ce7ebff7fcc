package io.crier.domain.messages;

/** Whether a message was sent from its session or to it. */
public enum Direction {
  OUTBOUND,
  INBOUND
}
