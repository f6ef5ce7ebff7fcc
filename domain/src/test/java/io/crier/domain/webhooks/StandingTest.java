package io.crier.domain.webhooks;

import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

  @Test
  void toleratesFourFailuresInARow() {
    var standing = failing(4);

    assertThat(standing.failures()).isEqualTo(4);
    assertThat(standing.failingSince()).contains(NOON);
    assertThat(standing.isBroken(NOON)).isFalse();
    assertThat(standing.isOnProbation(NOON)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"5,30", "6,60", "7,120", "8,240", "9,480", "10,600", "11,600", "100,600"})
  void opensTheBreakerTwiceAsLongFromTheFifthFailureOn(int failures, int seconds) {
    var before = failing(failures - 1);
    var at = before.brokenUntil().orElse(NOON);
    var broken = before.failed(at);
    var end = at.plusSeconds(seconds);

    assertThat(broken.isBroken(end.minusNanos(1))).isTrue();
    assertThat(broken.isOnProbation(end.minusNanos(1))).isFalse();
    assertThat(broken.isBroken(end)).isFalse();
    assertThat(broken.isOnProbation(end)).isTrue();
  }

  @Test
  void ignoresFailuresWhileTheBreakerIsOpen() {
    var broken = failing(5);

    assertThat(broken.failed(NOON)).isEqualTo(broken);
  }

  @Test
  void becomesHopelessAfterTwentyFailuresInADay() {
    var day = NOON.plus(Duration.ofHours(24));

    assertThat(failing(20).isHopeless(day)).isTrue();
    assertThat(failing(20).isHopeless(day.minusNanos(1))).isFalse();
    assertThat(failing(19).isHopeless(day)).isFalse();
    assertThat(Standing.GOOD.isHopeless(day)).isFalse();
  }

  /** Failed so many times, each as soon as it was tried again. */
  private static Standing failing(int times) {
    var standing = Standing.GOOD;
    for (int i = 0; i < times; i++) {
      standing = standing.failed(standing.brokenUntil().orElse(NOON));
    }
    return standing;
  }
}
