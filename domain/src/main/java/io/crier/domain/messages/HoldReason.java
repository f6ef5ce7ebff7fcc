package io.crier.domain.messages;

/** Why a message waits although nothing is ahead of it. */
public enum HoldReason {
  /** The session is not connected to WhatsApp. */
  NOT_CONNECTED,
  /** The session's queue is paused. */
  PAUSED,
  /** The operator has switched the session off. */
  SESSION_DISABLED,
  /** It was accepted for another number than the session has now, and somebody has to decide. */
  OTHER_NUMBER,
  /** The session has sent as much as it may today. */
  DAILY_CAP,
  /** The session has written to as many new contacts as it may today. */
  NEW_CONTACTS,
  /** WhatsApp does not let the session write to new contacts. */
  RESTRICTED,
  /** It is a time of day at which the session sends nothing but codes. */
  QUIET_HOURS,
  /** An attempt failed, and the next one has to wait. */
  RETRY
}
