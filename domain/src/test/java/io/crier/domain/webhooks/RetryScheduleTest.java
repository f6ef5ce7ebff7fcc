package io.crier.domain.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void makesTenAttemptsOverThreeDays() {
    var total = Duration.ZERO;
    var attempts = 1;
    for (var pause = RetrySchedule.pauseAfter(attempts, random);
        pause.isPresent();
        pause = RetrySchedule.pauseAfter(attempts, random)) {
      total = total.plus(pause.get());
      attempts++;
    }

    assertThat(attempts).isEqualTo(10);
    assertThat(total).isBetween(Duration.ofHours(60), Duration.ofHours(91));
  }

  @Test
  void takesSeventyFiveAndAHalfHoursOnAverage() {
    var rounds = 2_000;
    var total = Duration.ZERO;
    for (int round = 0; round < rounds; round++) {
      for (int attempt = 1; attempt <= 9; attempt++) {
        total = total.plus(RetrySchedule.pauseAfter(attempt, random).orElseThrow());
      }
    }

    assertThat(total.dividedBy(rounds)).isBetween(Duration.ofHours(75), Duration.ofHours(76));
  }

  @Test
  void jittersEachPauseByAtMostAFifth() {
    var shortest = Duration.ofDays(1);
    var longest = Duration.ZERO;
    for (int i = 0; i < 10_000; i++) {
      var pause = RetrySchedule.pauseAfter(2, random).orElseThrow();
      shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }

    assertThat(shortest).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(4).plusSeconds(2));
    assertThat(longest).isBetween(Duration.ofMinutes(6).minusSeconds(2), Duration.ofMinutes(6));
  }
}
