package io.crier.domain.messages;

/** Where a message of the session was written. */
public enum Origin {
  API,
  /** On the linked phone or another of its devices: Crier did not send it. */
  PHONE,
  /** Before the session was linked, by either side: the phone has handed it over. */
  HISTORY
}
