package io.crier.domain.messages;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaReference;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The file of a received message that is still to be downloaded.
 *
 * @param attempts how many have failed since somebody last asked for it
 * @param nextAt when to try again; empty if there are no more attempts
 * @param until when to give up
 */
public record MissingFile(
    MessageId message,
    AccountId account,
    SessionId session,
    MediaReference reference,
    int attempts,
    Optional<Instant> nextAt,
    Instant until) {

  private static final Duration TRIED_FOR = Duration.ofDays(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration UNCONNECTED_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 10;

  public MissingFile {
    Objects.requireNonNull(message);
    Objects.requireNonNull(reference);
    Objects.requireNonNull(until);
  }

  /** The file of a message that was just received. */
  public static MissingFile of(Message message, MediaReference reference, Instant now) {
    return new MissingFile(
        message.id(),
        message.account(),
        message.session(),
        reference,
        0,
        Optional.of(now),
        now.plus(TRIED_FOR));
  }

  /** To be downloaded now: somebody asks for it. */
  public MissingFile again(Instant now) {
    return new MissingFile(
        message, account, session, reference, 0, Optional.of(now), now.plus(TRIED_FOR));
  }

  /** After an attempt that failed: with the time of the next one, unless it would be too late. */
  public MissingFile failed(Instant now, RandomGenerator random) {
    var longest = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS)).toMillis();
    var millis = Math.min(longest, LONGEST_PAUSE.toMillis());
    var next = now.plusMillis(random.nextLong(millis / 2, millis + 1));
    return next.isAfter(until) ? givenUp() : after(attempts + 1, Optional.of(next));
  }

  /** With the next attempt a little later, because the session is not connected. */
  public MissingFile postponed(Instant now) {
    var next = now.plus(UNCONNECTED_PAUSE);
    return next.isAfter(until) ? givenUp() : after(attempts, Optional.of(next));
  }

  /** Without another attempt. */
  public MissingFile givenUp() {
    return after(attempts, Optional.empty());
  }

  private MissingFile after(int failed, Optional<Instant> next) {
    return new MissingFile(message, account, session, reference, failed, next, until);
  }
}
