package io.crier.domain.messages;

import io.crier.domain.sessions.Fault;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a message has come, and when.
 *
 * @param attempt how often it was handed to an engine
 * @param possibleDuplicate whether a crash may have made WhatsApp see it twice
 * @param fault why it failed
 */
public record Progress(
    MessageStatus status,
    int attempt,
    boolean possibleDuplicate,
    Optional<Fault> fault,
    Optional<Instant> sentAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    Optional<Instant> endedAt) {

  public static Progress starting(MessageStatus status) {
    return new Progress(
        status,
        0,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The message is handed to an engine; again, if a crash hid how the last time ended. */
  public Progress sending(boolean again) {
    return new Progress(
        MessageStatus.SENDING,
        attempt + 1,
        possibleDuplicate || again,
        fault,
        sentAt,
        deliveredAt,
        readAt,
        endedAt);
  }

  /** WhatsApp has taken the message. */
  public Progress sent(Instant at) {
    return new Progress(
        MessageStatus.SENT,
        attempt,
        possibleDuplicate,
        Optional.empty(),
        Optional.of(at),
        deliveredAt,
        readAt,
        endedAt);
  }

  /** It goes back to the head of its queue: WhatsApp has certainly not taken it. */
  public Progress queued() {
    return new Progress(
        MessageStatus.QUEUED,
        attempt,
        possibleDuplicate,
        fault,
        sentAt,
        deliveredAt,
        readAt,
        endedAt);
  }

  public Progress failed(Fault why, Instant at) {
    return new Progress(
        MessageStatus.FAILED,
        attempt,
        possibleDuplicate,
        Optional.of(why),
        sentAt,
        deliveredAt,
        readAt,
        Optional.of(at));
  }

  public Progress cancelled(Instant at) {
    return new Progress(
        MessageStatus.CANCELLED,
        attempt,
        possibleDuplicate,
        fault,
        sentAt,
        deliveredAt,
        readAt,
        Optional.of(at));
  }

  /** WhatsApp has taken the message, but says later that it cannot deliver it. */
  public Progress bounced(Fault why, Instant at) {
    var undelivered = status == MessageStatus.SENDING || status == MessageStatus.SENT;
    return undelivered ? failed(why, at) : this;
  }

  /** A receipt arrives; one that is late by the order of things changes nothing. */
  public Progress receipt(MessageStatus reached, Instant at) {
    var forward =
        (status == MessageStatus.SENDING || status.isSent()) && reached.compareTo(status) > 0;
    if (!forward || !reached.isSent()) {
      return this;
    }
    return new Progress(
        reached,
        attempt,
        possibleDuplicate,
        Optional.empty(),
        sentAt.or(() -> Optional.of(at)),
        reached == MessageStatus.DELIVERED ? Optional.of(at) : deliveredAt,
        reached == MessageStatus.READ ? Optional.of(at) : readAt,
        endedAt);
  }
}
