package io.crier.domain.messages;

/** How far a message has come; outbound messages only ever move forward. */
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
  /** Inbound messages have only this one. */
  RECEIVED;

  /** Whether WhatsApp has taken the message. */
  public boolean isSent() {
    return this == SENT || this == DELIVERED || this == READ || this == PLAYED;
  }

  public boolean isWaiting() {
    return this == SCHEDULED || this == QUEUED;
  }
}
