package io.crier.domain.sessions;

/** Whether the account wants its session to be connected; survives restarts. */
public enum DesiredState {
  ON,
  OFF
}
