package io.crier.rest.door;

import static io.crier.domain.apikeys.ApiKeyProblem.TOO_MANY_AUTH_FAILURES;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crier.domain.Refused;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Slows down guessing of API keys: after ten failures within five minutes an address is blocked for
 * a minute, then for twice as long each time, up to an hour. Two hours without a failure reset it.
 */
final class CoolDown {

  private static final int MAX_FAILURES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration FIRST_BLOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_BLOCK = Duration.ofHours(1);
  private static final Duration RESET_AFTER = Duration.ofHours(2);
  private static final int MAX_ADDRESSES = 100_000;

  private final InstantSource clock;
  private final Cache<Source, History> histories;

  CoolDown(InstantSource clock) {
    this.clock = clock;
    this.histories =
        Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(RESET_AFTER)
            .ticker(() -> clock.millis() * 1_000_000)
            .build();
  }

  /** Rejects an address that is blocked. */
  void check(InetAddress address) {
    var history = histories.getIfPresent(Source.of(address));
    var now = clock.instant();
    if (history != null && now.isBefore(history.blockedUntil())) {
      throw new Refused(TOO_MANY_AUTH_FAILURES, Duration.between(now, history.blockedUntil()));
    }
  }

  /** Records a wrong key. */
  void recordFailure(InetAddress address) {
    var now = clock.instant();
    histories
        .asMap()
        .compute(
            Source.of(address),
            (source, history) ->
                (history == null ? History.clean(now) : history).recordFailure(now));
  }

  /** What counts as one client: an IPv4 address, or an IPv6 /64 network. */
  private record Source(String text) {
    static Source of(InetAddress address) {
      var bytes = address.getAddress();
      return new Source(
          Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes));
    }
  }

  /**
   * The failures and blocks of one client.
   *
   * @param nextBlock how long the next block lasts
   * @param blockedUntil when the last block ends
   */
  private record History(Instant since, int failures, Duration nextBlock, Instant blockedUntil) {

    static History clean(Instant now) {
      return new History(now, 0, FIRST_BLOCK, Instant.MIN);
    }

    History recordFailure(Instant now) {
      if (!now.isBefore(since.plus(WINDOW))) {
        return new History(now, 1, nextBlock, blockedUntil);
      }
      if (failures + 1 < MAX_FAILURES) {
        return new History(since, failures + 1, nextBlock, blockedUntil);
      }
      var doubledBlock = nextBlock.multipliedBy(2);
      return new History(
          now,
          0,
          doubledBlock.compareTo(LONGEST_BLOCK) > 0 ? LONGEST_BLOCK : doubledBlock,
          now.plus(nextBlock));
    }
  }
}
