package io.crier.domain.webhooks;

import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointHealthTest {

  @Test
  void toleratesFourFailuresInARow() {
    var health = failing(4);

    assertThat(health.failures()).isEqualTo(4);
    assertThat(health.failingSince()).contains(NOON);
    assertThat(health.isBroken(NOON)).isFalse();
    assertThat(health.isOnProbation(NOON)).isFalse();
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
    assertThat(EndpointHealth.GOOD.isHopeless(day)).isFalse();
  }

  /** An endpoint that failed this many times, each time as soon as it was retried. */
  private static EndpointHealth failing(int times) {
    var health = EndpointHealth.GOOD;
    for (int i = 0; i < times; i++) {
      health = health.failed(health.brokenUntil().orElse(NOON));
    }
    return health;
  }
}
