package io.crier.domain.messages;

/** The order of messages in a session's queue: that of the constants. */
public enum Priority {
  CODE,
  ALERT,
  /** Sent at once, which was requested and is allowed. */
  UNPACED,
  HIGH,
  NORMAL,
  LOW;

  /** Whether such messages are Crier's own: accounts see them as phones and notifications. */
  public boolean isOwn() {
    return this == CODE || this == ALERT;
  }
}
