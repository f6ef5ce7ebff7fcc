package io.crier.application.sessions;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a session waits before it connects again. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** A connection that lasted this long resets it. */
  private static final Duration STABLE = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private int losses;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** A connection was lost that lasted this long. */
  void lost(Duration lasted) {
    if (lasted.compareTo(STABLE) >= 0) {
      losses = 0;
    }
  }

  /** How often it was asked for since a connection was last stable. */
  int losses() {
    return losses;
  }

  /** Doubles with each consecutive loss, with jitter between half and all of it. */
  Duration next() {
    var longest = FIRST.multipliedBy(1L << Math.min(losses++, 9));
    var millis = Math.min(longest.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(random.nextLong(millis / 2, millis + 1));
  }
}
