package io.crier.rest.door;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Whether a request is within its rate limit.
 *
 * @param reset when the full limit is available again if no further request arrives
 * @param retryAfter how long to wait before the next request; zero if this one is allowed
 */
public record RateDecision(
    boolean allowed, long limit, long remaining, Instant reset, Duration retryAfter) {

  /** The usual response headers, with the reset in seconds since 1970. */
  public Map<String, Object> headers() {
    return Map.of(
        "X-RateLimit-Limit", limit,
        "X-RateLimit-Remaining", remaining,
        "X-RateLimit-Reset", reset.getEpochSecond());
  }
}
