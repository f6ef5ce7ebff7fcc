package io.crier.domain.messages;

import io.crier.domain.sessions.Fault;
import java.time.Instant;
import java.util.Optional;

/**
 * The status of a message, and when it reached each step.
 *
 * @param attempt how often it was submitted to an engine
 * @param possibleDuplicate whether it may have reached WhatsApp twice because of a crash
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

  /**
   * The message is submitted to an engine; again, if the outcome of the last attempt is unknown
   * after a crash.
   */
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

  /** WhatsApp has accepted the message. */
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

  /**
   * It returns to the head of its queue: WhatsApp has certainly not accepted it, for this reason.
   */
  public Progress queued(Fault why) {
    return new Progress(
        MessageStatus.QUEUED,
        attempt,
        possibleDuplicate,
        Optional.of(why),
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

  /** WhatsApp accepted the message earlier, and reports that it cannot deliver it. */
  public Progress bounced(Fault why, Instant at) {
    var undelivered = status == MessageStatus.SENDING || status == MessageStatus.SENT;
    return undelivered ? failed(why, at) : this;
  }

  /** A receipt arrives; an outdated one changes nothing. */
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
