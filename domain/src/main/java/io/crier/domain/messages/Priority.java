package io.crier.domain.messages;

/** Who goes first in a session's queue: the order of the constants. */
public enum Priority {
  CODE,
  ALERT,
  /** Asked for, and allowed, to be sent at once. */
  UNPACED,
  HIGH,
  NORMAL,
  LOW;

  /** Whether such messages are Crier's own: accounts find them as phones and notifications. */
  public boolean isOwn() {
    return this == CODE || this == ALERT;
  }
}
