package io.crier.rest.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.crier.application.requests.LimitRequests;
import io.crier.domain.requests.RequestLimit;
import io.crier.rest.door.RatePolicy.TokenBucket;
import java.time.InstantSource;

/**
 * Applies the rate limits of the faces: those that let requests return evenly on all nodes
 * together, the others on this node.
 */
final class RateLimits {

  private static final int MAX_BUCKETS = 100_000;

  private final InstantSource clock;
  private final LimitRequests limitRequests;
  private final Cache<String, Bucket> buckets;

  RateLimits(InstantSource clock, LimitRequests limitRequests) {
    this.clock = clock;
    this.limitRequests = limitRequests;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .expireAfter(
                Expiry.<String, Bucket>accessing((name, bucket) -> bucket.rule().policy().per()))
            .ticker(() -> clock.millis() * 1_000_000)
            .build();
  }

  RateDecision decide(RateRule rule) {
    return rule.policy() instanceof TokenBucket it && limitRequests.isShared()
        ? decide(rule.bucket(), new RequestLimit(it.requests(), it.per()))
        : decideAlone(rule);
  }

  private RateDecision decide(String bucket, RequestLimit limit) {
    var decision = limitRequests.count(bucket, limit);
    return new RateDecision(
        decision.allowed(),
        limit.requests(),
        decision.remaining(),
        clock.instant().plus(limit.untilAfter(limit.requests() - decision.remaining())),
        decision.retryAfter());
  }

  private RateDecision decideAlone(RateRule rule) {
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
