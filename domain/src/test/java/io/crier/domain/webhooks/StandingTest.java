package io.crier.domain.webhooks;

import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

  @Test
  void fourFailuresInARowBreakNothing() {
    var standing = failed(4, NOON);

    assertThat(standing.failures()).isEqualTo(4);
    assertThat(standing.failingSince()).contains(NOON);
    assertThat(standing.isBroken(NOON)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"5,30", "6,60", "7,120", "8,240", "9,480", "10,600", "11,600", "100,600"})
  void fromTheFifthOnTheBreakerOpensForTwiceAsLong(int failures, int seconds) {
    var standing = failed(failures, NOON);

    assertThat(standing.isBroken(NOON.plusSeconds(seconds).minusNanos(1))).isTrue();
    assertThat(standing.isBroken(NOON.plusSeconds(seconds))).isFalse();
  }

  @Test
  void twentyFailuresInADayAreHopelessAndNotBefore() {
    var day = NOON.plus(Duration.ofHours(24));

    assertThat(failed(20, NOON).isHopeless(day)).isTrue();
    assertThat(failed(20, NOON).isHopeless(day.minusNanos(1))).isFalse();
    assertThat(failed(19, NOON).isHopeless(day)).isFalse();
    assertThat(Standing.GOOD.isHopeless(day)).isFalse();
  }

  private static Standing failed(int times, Instant at) {
    var standing = Standing.GOOD;
    for (int i = 0; i < times; i++) {
      standing = standing.failed(at);
    }
    return standing;
  }
}
