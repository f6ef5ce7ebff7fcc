package io.crier.domain.sessions;

/** What becomes of messages that were accepted for the number that a session had before. */
public enum QueueDecision {
  /** The session sends them from its new number. */
  KEEP,
  /** They are cancelled. */
  CANCEL
}
