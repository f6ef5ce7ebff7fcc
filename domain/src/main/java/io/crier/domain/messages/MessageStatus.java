package io.crier.domain.messages;

/** The status of a message; that of an outbound message only moves forward. */
public enum MessageStatus {
  SCHEDULED,
  QUEUED,
  SENDING,
  SENT,
  DELIVERED,
  READ,
  PLAYED,
  FAILED,
  CANCELLED,
  /** The only status of inbound messages. */
  RECEIVED;

  /** Whether WhatsApp has accepted the message. */
  public boolean isSent() {
    return this == SENT || this == DELIVERED || this == READ || this == PLAYED;
  }

  public boolean isWaiting() {
    return this == SCHEDULED || this == QUEUED;
  }
}
