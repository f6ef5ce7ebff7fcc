package io.crier.rest.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.InstantSource;

/** Applies the rate limits of the faces on this node. */
final class RateLimits {

  private static final int MAX_BUCKETS = 100_000;

  private final InstantSource clock;
  private final Cache<String, Bucket> buckets;

  RateLimits(InstantSource clock) {
    this.clock = clock;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfter(
                Expiry.<String, Bucket>accessing((name, bucket) -> bucket.rule().policy().per()))
            .ticker(() -> clock.millis() * 1_000_000)
            .build();
  }

  RateDecision decide(RateRule rule) {
    return buckets
        .asMap()
        .compute(
            rule.bucket(),
            (name, known) ->
                known != null && known.rule().equals(rule)
                    ? known
                    : new Bucket(rule, RequestCounter.of(rule.policy(), clock)))
        .counter()
        .count();
  }

  private record Bucket(RateRule rule, RequestCounter counter) {}
}
