package io.crier.rest.door;

import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_API_KEY;
import static io.crier.domain.apikeys.ApiKeyProblem.TOO_MANY_AUTH_FAILURES;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKeyText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Throttles the guessing of API keys, by address and by key prefix: after ten wrong keys within
 * five minutes further ones are rejected for a minute, then for twice as long each time, up to an
 * hour. Two hours without a wrong key reset it. A valid key is never rejected, because strangers
 * may share its address and its prefix is no secret.
 */
final class WrongKeys {

  private static final int MAX_FAILURES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration FIRST_BLOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_BLOCK = Duration.ofHours(1);
  private static final Duration RESET_AFTER = Duration.ofHours(2);
  private static final int MAX_SOURCES = 100_000;

  private final InstantSource clock;
  private final Cache<String, History> histories;

  WrongKeys(InstantSource clock) {
    this.clock = clock;
    this.histories =
        Caffeine.newBuilder()
            .maximumSize(MAX_SOURCES)
            .expireAfterAccess(RESET_AFTER)
            .ticker(() -> clock.millis() * 1_000_000)
            .build();
  }

  /**
   * The response to a wrong key. It depends on the number of failures alone, not on whether a key
   * with this prefix exists.
   */
  Refused refusal(InetAddress address, String key) {
    var now = clock.instant();
    var prefix = ApiKeyText.parse(key).map(it -> it.prefix().value());
    var blockedUntil =
        Stream.concat(Stream.of(sourceOf(address)), prefix.stream())
            .map(source -> recordFailure(source, now))
            .max(Instant::compareTo)
            .orElseThrow();
    return now.isBefore(blockedUntil)
        ? new Refused(TOO_MANY_AUTH_FAILURES, Duration.between(now, blockedUntil))
        : new Refused(INVALID_API_KEY);
  }

  /** Returns the end of the block that was in effect before this failure. */
  private Instant recordFailure(String source, Instant now) {
    var blockedUntil = new Instant[] {Instant.MIN};
    histories
        .asMap()
        .compute(
            source,
            (it, known) -> {
              var history = known == null ? History.clean(now) : known;
              blockedUntil[0] = history.blockedUntil();
              return history.recordFailure(now);
            });
    return blockedUntil[0];
  }

  /** What counts as one client: an IPv4 address, or an IPv6 /64 network. */
  private static String sourceOf(InetAddress address) {
    var bytes = address.getAddress();
    return Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }

  /**
   * The failures and blocks of one client or prefix.
   *
   * @param nextBlock how long the next block lasts
   * @param blockedUntil when the last block ends
   */
  private record History(Instant since, int failures, Duration nextBlock, Instant blockedUntil) {

    static History clean(Instant now) {
      return new History(now, 0, FIRST_BLOCK, Instant.MIN);
    }

    History recordFailure(Instant now) {
      if (now.isBefore(blockedUntil)) {
        return this;
      }
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
