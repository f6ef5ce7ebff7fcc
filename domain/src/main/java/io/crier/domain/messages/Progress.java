package io.crier.domain.messages;

import io.crier.domain.sessions.Fault;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The status of a message, and when it reached each step.
 *
 * @param attempt how often it was submitted to an engine
 * @param possibleDuplicate whether it may have reached WhatsApp twice because of a crash
 * @param failure why it failed, or was delayed
 * @param retryAt while it is queued again, when it may be sent at the earliest
 */
public record Progress(
    MessageStatus status,
    int attempt,
    boolean possibleDuplicate,
    Optional<Failure> failure,
    Optional<Instant> sentAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    Optional<Instant> playedAt,
    Optional<Instant> endedAt,
    Optional<Instant> retryAt) {

  public static Progress starting(MessageStatus status) {
    return new Progress(
        status,
        0,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A message that somebody sent to the session. */
  public static Progress received(Instant sentAt) {
    return new Progress(
        MessageStatus.RECEIVED,
        0,
        false,
        Optional.empty(),
        Optional.of(sentAt),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A message that was sent at this time, but not by Crier. */
  static Progress sentElsewhere(Instant at) {
    return starting(MessageStatus.SENT).sent(at);
  }

  public Optional<Fault> fault() {
    return failure.map(Failure::fault);
  }

  public Optional<Integer> engineCode() {
    return failure.flatMap(Failure::engineCode);
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
        failure,
        sentAt,
        deliveredAt,
        readAt,
        playedAt,
        endedAt,
        Optional.empty());
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
        playedAt,
        endedAt,
        Optional.empty());
  }

  /**
   * It returns to the head of its queue: WhatsApp has certainly not accepted it, for this reason.
   */
  public Progress queued(Failure why) {
    return queued(why, Optional.empty());
  }

  /** The same, but it is not sent again before this time. */
  public Progress queued(Failure why, Instant retryAt) {
    return queued(why, Optional.of(retryAt));
  }

  private Progress queued(Failure why, Optional<Instant> until) {
    return new Progress(
        MessageStatus.QUEUED,
        attempt,
        possibleDuplicate,
        Optional.of(why),
        sentAt,
        deliveredAt,
        readAt,
        playedAt,
        endedAt,
        until);
  }

  /** It moves into the queue of another session, which need not wait to retry it. */
  public Progress reassigned() {
    return new Progress(
        status,
        attempt,
        possibleDuplicate,
        failure,
        sentAt,
        deliveredAt,
        readAt,
        playedAt,
        endedAt,
        Optional.empty());
  }

  public Progress failed(Failure why, Instant at) {
    return new Progress(
        MessageStatus.FAILED,
        attempt,
        possibleDuplicate,
        Optional.of(why),
        sentAt,
        deliveredAt,
        readAt,
        playedAt,
        Optional.of(at),
        Optional.empty());
  }

  public Progress failed(Fault why, Instant at) {
    return failed(Failure.of(why), at);
  }

  public Progress cancelled(Instant at) {
    return new Progress(
        MessageStatus.CANCELLED,
        attempt,
        possibleDuplicate,
        failure,
        sentAt,
        deliveredAt,
        readAt,
        playedAt,
        Optional.of(at),
        Optional.empty());
  }

  /** WhatsApp accepted the message earlier, and reports that it cannot deliver it. */
  public Progress bounced(Failure why, Instant at) {
    var undelivered = status == MessageStatus.SENDING || status == MessageStatus.SENT;
    return undelivered ? failed(why, at) : this;
  }

  /**
   * A receipt arrives; an outdated one changes nothing. It stands for those before it that did not
   * arrive, and no step is earlier than the one before, although WhatsApp's clock is another.
   */
  public Progress receipt(MessageStatus reached, Instant at) {
    var forward =
        (status == MessageStatus.SENDING || status.isSent()) && reached.compareTo(status) > 0;
    if (!forward || !reached.isSent()) {
      return this;
    }
    var then =
        Stream.of(sentAt, deliveredAt, readAt)
            .flatMap(Optional::stream)
            .reduce(at, (one, other) -> one.isAfter(other) ? one : other);
    return new Progress(
        reached,
        attempt,
        possibleDuplicate,
        Optional.empty(),
        sentAt.or(() -> Optional.of(then)),
        reached(MessageStatus.DELIVERED, reached, deliveredAt, then),
        reached(MessageStatus.READ, reached, readAt, then),
        reached(MessageStatus.PLAYED, reached, playedAt, then),
        endedAt,
        Optional.empty());
  }

  /** When the message reached its status, as far as that is recorded. */
  public Optional<Instant> reachedAt() {
    return switch (status) {
      case SENT -> sentAt;
      case DELIVERED -> deliveredAt;
      case READ -> readAt;
      case PLAYED -> playedAt;
      case FAILED, CANCELLED -> endedAt;
      case SCHEDULED, QUEUED, SENDING, RECEIVED -> Optional.empty();
    };
  }

  private static Optional<Instant> reached(
      MessageStatus step, MessageStatus reached, Optional<Instant> before, Instant then) {
    return before.or(() -> Optional.of(then).filter(it -> step.compareTo(reached) <= 0));
  }
}
