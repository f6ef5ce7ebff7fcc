package io.crier.rest.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;

/** Applies the rate limits of the faces on this node. */
final class RateLimits {

  private static final int MAX_BUCKETS = 100_000;

  private final InstantSource clock;
  private final TimeMeter meter;
  private final Cache<String, RuleBucket> buckets;

  RateLimits(InstantSource clock) {
    this.clock = clock;
    this.meter = new Meter(clock);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
  }

  RateDecision decide(RateRule rule) {
    var ruleBucket =
        buckets
            .asMap()
            .compute(
                rule.bucket(),
                (id, known) ->
                    known != null && known.rule().equals(rule)
                        ? known
                        : new RuleBucket(rule, bucket(rule)));
    var probe = ruleBucket.bucket().tryConsumeAndReturnRemaining(1);
    return new RateDecision(
        probe.isConsumed(),
        rule.requests(),
        probe.getRemainingTokens(),
        clock.instant().plusNanos(probe.getNanosToWaitForReset()),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(RateRule rule) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(rule.requests())
                .refillGreedy(rule.requests(), rule.per())
                .build())
        .withCustomTimePrecision(meter)
        .build();
  }

  private record RuleBucket(RateRule rule, Bucket bucket) {}

  private record Meter(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
