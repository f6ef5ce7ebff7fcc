package io.crier.domain.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The recent health of an endpoint.
 *
 * @param failures in a row
 * @param failingSince the first of them
 * @param brokenUntil no attempt is made before then, and none is counted
 */
public record EndpointHealth(
    int failures, Optional<Instant> failingSince, Optional<Instant> brokenUntil) {

  public static final EndpointHealth GOOD =
      new EndpointHealth(0, Optional.empty(), Optional.empty());

  private static final int BREAKS_AFTER = 5;
  private static final Duration FIRST_BREAK = Duration.ofSeconds(30);
  private static final Duration LONGEST_BREAK = Duration.ofMinutes(10);
  private static final int HOPELESS_AFTER = 20;
  private static final Duration HOPELESS_FOR = Duration.ofHours(24);

  /**
   * Another failure; from the fifth on the circuit breaker opens, each time for twice as long.
   * Failures while it is open belong to earlier attempts, and do not count.
   */
  public EndpointHealth failed(Instant now) {
    if (isBroken(now)) {
      return this;
    }
    var count = failures + 1;
    var since = failingSince.or(() -> Optional.of(now));
    if (count < BREAKS_AFTER) {
      return new EndpointHealth(count, since, Optional.empty());
    }
    var doublings = Math.min(count - BREAKS_AFTER, 10);
    var pause = FIRST_BREAK.multipliedBy(1L << doublings);
    var capped = pause.compareTo(LONGEST_BREAK) > 0 ? LONGEST_BREAK : pause;
    return new EndpointHealth(count, since, Optional.of(now.plus(capped)));
  }

  public boolean isBroken(Instant now) {
    return brokenUntil.filter(now::isBefore).isPresent();
  }

  /** Whether the breaker was open, so that single deliveries probe whether it can be closed. */
  public boolean isOnProbation(Instant now) {
    return brokenUntil.isPresent() && !isBroken(now);
  }

  /** Whether it has failed so often and for so long that it should be disabled. */
  public boolean isHopeless(Instant now) {
    return failures >= HOPELESS_AFTER
        && failingSince.filter(since -> !since.plus(HOPELESS_FOR).isAfter(now)).isPresent();
  }
}
