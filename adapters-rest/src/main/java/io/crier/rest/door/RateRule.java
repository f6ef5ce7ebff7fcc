package io.crier.rest.door;

import io.crier.rest.door.RatePolicy.TokenBucket;
import java.time.Duration;

/**
 * A rate limit.
 *
 * @param bucket requests in the same bucket share the limit
 */
public record RateRule(String bucket, RatePolicy policy) {

  /** A limit that is used up at once or spread evenly over each minute. */
  public static RateRule perMinute(String bucket, int requests) {
    return new RateRule(bucket, new TokenBucket(requests, Duration.ofMinutes(1)));
  }
}
