package io.crier.rest.door;

import io.crier.rest.door.RatePolicy.FixedWindow;
import io.crier.rest.door.RatePolicy.SlidingLog;
import io.crier.rest.door.RatePolicy.TokenBucket;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;

/** The requests of one bucket; safe for use by several threads. */
interface RequestCounter {

  /** Counts one more request, unless that exceeds the limit. */
  RateDecision count();

  static RequestCounter of(RatePolicy policy, InstantSource clock) {
    var bandwidth = Bandwidth.builder().capacity(policy.requests());
    return switch (policy) {
      case TokenBucket it ->
          new TokenCounter(
              it.requests(), bandwidth.refillGreedy(it.requests(), it.per()).build(), clock);
      case FixedWindow it ->
          new TokenCounter(
              it.requests(), bandwidth.refillIntervally(it.requests(), it.per()).build(), clock);
      case SlidingLog it -> new LogCounter(it, clock);
    };
  }

  /** Counts by tokens that requests take. */
  final class TokenCounter implements RequestCounter {

    private final int limit;
    private final Bucket bucket;
    private final InstantSource clock;

    TokenCounter(int limit, Bandwidth bandwidth, InstantSource clock) {
      this.limit = limit;
      this.clock = clock;
      this.bucket =
          Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(new Meter(clock)).build();
    }

    @Override
    public RateDecision count() {
      var probe = bucket.tryConsumeAndReturnRemaining(1);
      return new RateDecision(
          probe.isConsumed(),
          limit,
          probe.getRemainingTokens(),
          clock.instant().plusNanos(probe.getNanosToWaitForReset()),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** The server's clock for tokens. */
  record Meter(InstantSource clock) implements TimeMeter {
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
