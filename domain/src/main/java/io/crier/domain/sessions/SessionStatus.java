package io.crier.domain.sessions;

/** What is seen of a session; what its account wants is {@link DesiredState}. */
public enum SessionStatus {
  OFF,
  CONNECTING,
  AWAITING_SCAN,
  CONNECTED,
  /** Will come back by itself. */
  DISCONNECTED,
  UNLINKED,
  BANNED,
  OUTDATED,
  REPLACED;

  /** Whether the session stays as it is until somebody acts. */
  public boolean needsSomebody() {
    return compareTo(UNLINKED) >= 0;
  }
}
