package io.crier.application.sessions;

/** Something that an engine can do; asked before it is used. */
public enum Ability {
  LINK_BY_QR,
  LINK_BY_CODE,
  CHECK_NUMBERS,
  TYPE,
  SEND_TEXT,
  RECEIVE,
  DELIVERED,
  READ,
  /** Sending too fast gets the number banned. */
  NEEDS_PACING,
  /** WhatsApp sees the same message once, though it is handed over twice under one id. */
  RESUBMIT
}
