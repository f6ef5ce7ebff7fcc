package io.crier.application.watch;

import io.crier.application.xaccounts.XFault;
import io.crier.domain.watch.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How fast a source may be asked, and when it may not be asked at all. */
final class Throttle {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofMinutes(15);

  /** For lookups and for new subscriptions in the meantime. */
  private static final double KEPT_BACK = 0.2;

  private static final long MOST_JITTER_MILLIS = 5_000;

  private final RandomGenerator random;
  private Optional<RateLimitWindow> window = Optional.empty();
  private Instant pausedAt = Instant.MIN;
  private Instant pausedUntil = Instant.MIN;
  private Optional<XFault> fault = Optional.empty();
  private int failures;

  Throttle(RandomGenerator random) {
    this.random = random;
  }

  /** Updates the window that X reported. */
  synchronized void update(RateLimitWindow reported) {
    window = Optional.of(reported);
  }

  synchronized void succeeded() {
    failures = 0;
    fault = Optional.empty();
  }

  /** The source as a whole failed, on a request that began then. */
  synchronized void failed(XFault why, Optional<Instant> until, Instant begun, Instant now) {
    if (begun.isBefore(pausedAt) || begun.equals(pausedAt) && failures > 0) {
      return; // it was on its way already when another failed
    }
    failures++;
    fault = Optional.of(why);
    pausedAt = now;
    pausedUntil = later(now.plus(pause(why, until, now)), until);
  }

  private Duration pause(XFault why, Optional<Instant> until, Instant now) {
    return switch (why) {
      case RATE_LIMITED ->
          until
              .or(() -> window.map(RateLimitWindow::reset).filter(now::isBefore))
              .map(end -> Duration.between(now, end))
              .orElseGet(() -> Backoff.TOO_MANY.after(failures, random))
              .plusMillis(random.nextLong(MOST_JITTER_MILLIS));
      case OUT_OF_CREDIT, UNAUTHORIZED, FORBIDDEN -> PAUSE;
      default -> Backoff.UNREACHED.after(failures, random);
    };
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(it -> it.isAfter(one)).orElse(one);
  }

  /** Pauses briefly, for a reason unrelated to X. */
  synchronized void pauseUntil(Instant until) {
    pausedUntil = later(pausedUntil, Optional.of(until));
  }

  synchronized boolean admits(Instant now) {
    return !now.isBefore(pausedUntil)
        && current(now).filter(it -> it.remaining() <= KEPT_BACK * it.limit()).isEmpty();
  }

  /** Why no requests are made at present, if so. */
  synchronized Optional<XFault> fault() {
    return fault;
  }

  /**
   * The rate at which the remaining requests last until the window ends; unlimited until X reports
   * one.
   */
  synchronized double requestsPerSecond(Instant now) {
    return window
        .map(
            it -> {
              var steady = (1 - KEPT_BACK) * it.limit() / WINDOW.toSeconds();
              return current(now).map(open -> Math.min(steady, left(open, now))).orElse(steady);
            })
        .orElse(Double.MAX_VALUE);
  }

  private static double left(RateLimitWindow open, Instant now) {
    var seconds = Math.max(1, Duration.between(now, open.reset()).toSeconds());
    return Math.max(0.001, (open.remaining() - KEPT_BACK * open.limit()) / seconds);
  }

  synchronized Optional<RateLimitWindow> current(Instant now) {
    return window.filter(it -> now.isBefore(it.reset()));
  }
}
