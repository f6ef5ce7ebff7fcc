package io.crier.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crier.domain.accounts.AccountId;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Counts the requests of each account against its plan, on this node. */
final class RateLimits {

  private static final int MOST_ACCOUNTS = 100_000;

  private final InstantSource clock;
  private final TimeMeter meter;
  private final Cache<AccountId, Limited> accounts;

  RateLimits(InstantSource clock) {
    this.clock = clock;
    this.meter = new Meter(clock);
    this.accounts =
        Caffeine.newBuilder()
            .maximumSize(MOST_ACCOUNTS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
  }

  /**
   * How a request fares.
   *
   * @param reset when the whole limit is free again, if nobody asks
   * @param retryAfter how long to wait before asking again; nothing for who is let through
   */
  record Fare(boolean allowed, long limit, long remaining, Instant reset, Duration retryAfter) {}

  Fare take(AccountId account, int perMinute) {
    var limited =
        accounts
            .asMap()
            .compute(
                account,
                (id, known) ->
                    known != null && known.perMinute() == perMinute
                        ? known
                        : new Limited(perMinute, bucket(perMinute)));
    var probe = limited.bucket().tryConsumeAndReturnRemaining(1);
    return new Fare(
        probe.isConsumed(),
        perMinute,
        probe.getRemainingTokens(),
        clock.instant().plusNanos(probe.getNanosToWaitForReset()),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, Duration.ofMinutes(1))
                .build())
        .withCustomTimePrecision(meter)
        .build();
  }

  private record Limited(int perMinute, Bucket bucket) {}

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
