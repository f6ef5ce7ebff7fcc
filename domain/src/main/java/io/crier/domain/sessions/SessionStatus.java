package io.crier.domain.sessions;

/** The actual state of a session; what its account wants is {@link DesiredState}. */
public enum SessionStatus {
  OFF,
  CONNECTING,
  AWAITING_SCAN,
  CONNECTED,
  /** Reconnects by itself. */
  DISCONNECTED,
  UNLINKED,
  BANNED,
  OUTDATED,
  REPLACED;

  /** Whether a session that should be connected has lost its connection, or waits for a person. */
  public boolean isUnhealthy() {
    return this == DISCONNECTED || needsSomebody();
  }

  /** Whether the session stays as it is until a person acts. */
  public boolean needsSomebody() {
    return compareTo(UNLINKED) >= 0;
  }
}
