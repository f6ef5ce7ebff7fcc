package io.crier.rest.door;

import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_API_KEY;
import static io.crier.domain.apikeys.ApiKeyProblem.TOO_MANY_AUTH_FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WrongKeysTest {

  private static final String GUESSER = "203.0.113.7";
  private static final String MALFORMED = "crl_x";

  private final MovableClock clock = new MovableClock();
  private final WrongKeys wrongKeys = new WrongKeys(clock);
  private final Random random = new Random(1);

  @Test
  void toleratesTenFailures() {
    for (int i = 0; i < 10; i++) {
      assertTolerated(GUESSER, MALFORMED);
    }
  }

  @Test
  void blocksForAMinuteAfterTenFailures() {
    failTimes(GUESSER, 10);

    assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofMinutes(1));
    clock.pass(Duration.ofSeconds(59));
    assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(1));
    assertTolerated(GUESSER, MALFORMED);
  }

  @Test
  void forgetsFailuresAfterFiveMinutes() {
    failTimes(GUESSER, 9);
    clock.pass(Duration.ofMinutes(5));
    failTimes(GUESSER, 9);

    assertTolerated(GUESSER, MALFORMED);
  }

  @Test
  void doublesTheBlockUpToAnHour() {
    for (var minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      failTimes(GUESSER, 10);
      assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofMinutes(minutes));
      clock.pass(Duration.ofMinutes(minutes));
    }
  }

  @Test
  void doesNotExtendABlockInEffect() {
    failTimes(GUESSER, 100);

    assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void resetsAfterTwoHours() {
    failTimes(GUESSER, 10);
    clock.pass(Duration.ofHours(2));
    failTimes(GUESSER, 10);

    assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void doesNotBlockOtherAddresses() {
    failTimes(GUESSER, 10);

    assertTolerated("203.0.113.8", MALFORMED);
  }

  @Test
  void treatsAnIpv6NetworkAsOneClient() {
    failTimes("2001:db8:1:2::1", 10);

    assertThat(blockedFor("2001:db8:1:2:ffff::9")).isEqualTo(Duration.ofMinutes(1));
    assertTolerated("2001:db8:1:3::1", MALFORMED);
  }

  @Test
  void blocksGuessingOfOneKeyFromManyAddresses() {
    for (int i = 0; i < 10; i++) {
      assertTolerated("198.51.100." + i, keyWithPrefix("crl_aaaaaaaa"));
    }

    var refused = refusal("198.51.100.99", keyWithPrefix("crl_aaaaaaaa"));
    assertThat(refused.problem()).isEqualTo(TOO_MANY_AUTH_FAILURES);
    assertThat(refused.retryAfter()).hasValue(Duration.ofMinutes(1));
    assertTolerated("198.51.100.98", keyWithPrefix("crl_bbbbbbbb"));
  }

  private void failTimes(String address, int times) {
    for (int i = 0; i < times; i++) {
      refusal(address, MALFORMED);
    }
  }

  private void assertTolerated(String address, String key) {
    assertThat(refusal(address, key).problem()).isEqualTo(INVALID_API_KEY);
  }

  private Duration blockedFor(String address) {
    var refused = refusal(address, MALFORMED);
    assertThat(refused.problem()).isEqualTo(TOO_MANY_AUTH_FAILURES);
    return refused.retryAfter().orElseThrow();
  }

  private Refused refusal(String address, String key) {
    return wrongKeys.refusal(address(address), key);
  }

  /** A key with a valid checksum and this prefix. */
  private String keyWithPrefix(String prefix) {
    return ApiKeyText.generate(ApiKey.Mode.LIVE, new Prefixed(prefix.substring(4), random)).value();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Generates the characters of a prefix first; they must be lower-case letters. */
  private static final class Prefixed implements RandomGenerator {

    private static final int FIRST_LETTER = 36;

    private final String prefix;
    private final Random random;
    private int generated;

    Prefixed(String prefix, Random random) {
      this.prefix = prefix;
      this.random = random;
    }

    @Override
    public int nextInt(int bound) {
      return generated < prefix.length()
          ? FIRST_LETTER + prefix.charAt(generated++) - 'a'
          : random.nextInt(bound);
    }

    @Override
    public long nextLong() {
      return random.nextLong();
    }
  }
}
