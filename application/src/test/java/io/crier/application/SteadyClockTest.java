package io.crier.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Instant machine = NOON;
  private long nanos = Long.MAX_VALUE - 1;
  private final SteadyClock clock = new SteadyClock(() -> machine, () -> nanos);

  @Test
  void followsTheMachine() {
    pass(Duration.ofMillis(1_500));

    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1_500));
    assertThat(clock.machineAhead()).isZero();
  }

  @Test
  void goesOnWhenTheMachineStepsBack() {
    machine = machine.minusSeconds(120);
    assertThat(clock.instant()).isEqualTo(NOON);

    pass(Duration.ofSeconds(10));

    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(9_900));
    assertThat(clock.machineAhead()).isEqualTo(Duration.ofMillis(-119_900));
  }

  @Test
  void doesNotHurryWhenTheMachineStepsAhead() {
    machine = machine.plusSeconds(120);

    pass(Duration.ofSeconds(10));

    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(10_100));
  }

  @Test
  void agreesWithTheMachineInTheEnd() {
    machine = machine.minusSeconds(120);
    for (var minute = 0; minute < 210; minute++) {
      pass(Duration.ofMinutes(1));
      clock.instant();
    }

    assertThat(clock.machineAhead()).isZero();
  }

  @Test
  void followsAMachineThatHasSlept() {
    machine = machine.plus(Duration.ofHours(8));

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(8)));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    machine = machine.plus(time);
  }
}
