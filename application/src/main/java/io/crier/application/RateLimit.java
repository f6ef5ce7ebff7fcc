package io.crier.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Bounds how often something happens for each key: some at once, and then one per interval. */
public final class RateLimit<K> {

  private final Duration interval;
  private final Duration burst;
  private final InstantSource clock;

  /** When what was let through so far is worked off. */
  private final Map<K, Instant> busyUntil = new HashMap<>();

  public RateLimit(Duration interval, int atOnce, InstantSource clock) {
    this.interval = interval;
    this.burst = interval.multipliedBy(atOnce);
    this.clock = clock;
  }

  /** Empty if it may happen now, and otherwise how much too early it is. */
  public synchronized Optional<Duration> excess(K key) {
    var now = clock.instant();
    busyUntil.values().removeIf(end -> !end.isAfter(now));
    var next = busyUntil.getOrDefault(key, now).plus(interval);
    var excess = Duration.between(now.plus(burst), next);
    if (excess.isPositive()) {
      return Optional.of(excess);
    }
    busyUntil.put(key, next);
    return Optional.empty();
  }
}
