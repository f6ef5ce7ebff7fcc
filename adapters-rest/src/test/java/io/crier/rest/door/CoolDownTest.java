package io.crier.rest.door;

import static io.crier.domain.apikeys.ApiKeyProblem.TOO_MANY_AUTH_FAILURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.domain.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoolDownTest {

  private static final String GUESSER = "203.0.113.7";

  private final MovableClock clock = new MovableClock();
  private final CoolDown coolDown = new CoolDown(clock);

  @Test
  void toleratesNineFailures() {
    failTimes(GUESSER, 9);

    assertNotBlocked(GUESSER);
  }

  @Test
  void blocksForAMinuteAfterTenFailures() {
    failTimes(GUESSER, 10);

    assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofMinutes(1));
    clock.pass(Duration.ofSeconds(59));
    assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(1));
    assertNotBlocked(GUESSER);
  }

  @Test
  void forgetsFailuresAfterFiveMinutes() {
    failTimes(GUESSER, 9);
    clock.pass(Duration.ofMinutes(5));
    failTimes(GUESSER, 9);

    assertNotBlocked(GUESSER);
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
  void resetsAfterTwoHours() {
    failTimes(GUESSER, 10);
    clock.pass(Duration.ofHours(2));
    failTimes(GUESSER, 10);

    assertThat(blockedFor(GUESSER)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void doesNotBlockOtherAddresses() {
    failTimes(GUESSER, 10);

    assertNotBlocked("203.0.113.8");
  }

  @Test
  void treatsAnIpv6NetworkAsOneClient() {
    failTimes("2001:db8:1:2::1", 10);

    assertThat(blockedFor("2001:db8:1:2:ffff::9")).isEqualTo(Duration.ofMinutes(1));
    assertNotBlocked("2001:db8:1:3::1");
  }

  private void failTimes(String address, int times) {
    for (int i = 0; i < times; i++) {
      coolDown.recordFailure(address(address));
    }
  }

  private void assertNotBlocked(String address) {
    assertThatCode(() -> coolDown.check(address(address))).doesNotThrowAnyException();
  }

  private Duration blockedFor(String address) {
    var refused = catchThrowableOfType(Refused.class, () -> coolDown.check(address(address)));
    assertThat(refused.problem()).isEqualTo(TOO_MANY_AUTH_FAILURES);
    return refused.retryAfter().orElseThrow();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
