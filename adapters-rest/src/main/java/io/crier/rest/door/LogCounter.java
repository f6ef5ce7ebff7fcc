package io.crier.rest.door;

import io.crier.rest.door.RatePolicy.SlidingLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Counts by a log of the requests that passed. */
final class LogCounter implements RequestCounter {

  private final SlidingLog policy;
  private final InstantSource clock;
  private final List<Instant> passed;

  LogCounter(SlidingLog policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
    this.passed = new ArrayList<>();
  }

  @Override
  public synchronized RateDecision count() {
    var now = clock.instant();
    passed.removeIf(it -> !it.plus(policy.per()).isAfter(now));
    var allowed = remaining(now) > 0;
    if (allowed) {
      passed.add(now);
    }
    return new RateDecision(
        allowed,
        policy.requests(),
        remaining(now),
        passed.getLast().plus(policy.per()),
        allowed ? Duration.ZERO : untilNext(now));
  }

  private int remaining(Instant now) {
    var isBurst = passed.isEmpty() || passed.getFirst().plus(policy.burst()).isAfter(now);
    return Math.max(0, (isBurst ? policy.requests() : policy.steady()) - passed.size());
  }

  /** A log this full empties down to the steady rate before it can pass as a burst again. */
  private Duration untilNext(Instant now) {
    var lastInTheWay = passed.get(passed.size() - policy.steady());
    return Duration.between(now, lastInTheWay.plus(policy.per()));
  }
}
