package io.crier.x.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** Counts the requests to each endpoint in its current window of a quarter of an hour. */
final class RateLimitWindows {

  private static final Duration LENGTH = Duration.ofMinutes(15);

  private final InstantSource clock;
  private final Map<Endpoint, Integer> limits = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, Window> windows = new EnumMap<>(Endpoint.class);

  RateLimitWindows(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The state of a window after a request.
   *
   * @param used includes rejected requests, and so may exceed the limit
   */
  record Window(int limit, int used, Instant reset) {

    boolean isOver() {
      return used > limit;
    }

    int remaining() {
      return Math.max(0, limit - used);
    }
  }

  synchronized void limit(Endpoint endpoint, int requests) {
    limits.put(endpoint, requests);
  }

  synchronized Window count(Endpoint endpoint) {
    var now = clock.instant();
    var before = windows.get(endpoint);
    var limit = limits.getOrDefault(endpoint, endpoint.limit);
    var window =
        before == null || !now.isBefore(before.reset())
            ? new Window(limit, 1, now.plus(LENGTH))
            : new Window(limit, before.used() + 1, before.reset());
    windows.put(endpoint, window);
    return window;
  }
}
