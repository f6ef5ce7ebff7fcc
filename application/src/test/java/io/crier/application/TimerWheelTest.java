package io.crier.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

  private static final Instant START = VirtualTime.START;

  private final TimerWheel wheel = new TimerWheel(() -> START);
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsATaskOnceAndNotBeforeItsTime() {
    wheel.schedule(START.plusMillis(25), () -> ran.add("task"));

    wheel.advanceTo(START.plusMillis(24));
    assertThat(ran).isEmpty();

    wheel.advanceTo(START.plusMillis(30));
    wheel.advanceTo(START.plusSeconds(300));
    assertThat(ran).containsExactly("task");
  }

  @Test
  void runsOverdueTasksAtTheNextTick() {
    wheel.schedule(START.minusSeconds(60), () -> ran.add("late"));

    wheel.advanceTo(START.plusMillis(10));

    assertThat(ran).containsExactly("late");
  }

  @Test
  void runsTasksOfOneTickInTheOrderOfScheduling() {
    for (var name : List.of("a", "b", "c")) {
      wheel.schedule(START.plusMillis(50), () -> ran.add(name));
    }

    wheel.advanceTo(START.plusMillis(50));

    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void runsNoCancelledTask() {
    var timer = wheel.schedule(START.plusMillis(50), () -> ran.add("cancelled"));
    timer.cancel();

    wheel.advanceTo(START.plusSeconds(100));

    assertThat(ran).isEmpty();
  }

  @Test
  void letsATaskCancelAnotherOfItsTick() {
    var timers = new ArrayList<TimerWheel.Timer>();
    wheel.schedule(START.plusMillis(50), () -> timers.getFirst().cancel());
    timers.add(wheel.schedule(START.plusMillis(50), () -> ran.add("cancelled")));

    wheel.advanceTo(START.plusMillis(50));

    assertThat(ran).isEmpty();
  }

  @Test
  void runsOtherTasksWhenOneFails() {
    wheel.schedule(
        START.plusMillis(50),
        () -> {
          throw new IllegalStateException("no");
        });
    wheel.schedule(START.plusMillis(50), () -> ran.add("other"));

    wheel.advanceTo(START.plusMillis(50));

    assertThat(ran).containsExactly("other");
  }

  @Test
  void runsTasksThatATaskSchedulesWithinTheSameAdvance() {
    wheel.schedule(
        START.plusMillis(50), () -> wheel.schedule(START.plusMillis(50), () -> ran.add("second")));

    wheel.advanceTo(START.plusMillis(50));
    assertThat(ran).isEmpty();
    wheel.advanceTo(START.plusMillis(60));

    assertThat(ran).containsExactly("second");
  }

  @Test
  void keepsTasksManyTurnsAheadUntilTheirTime() {
    wheel.schedule(START.plus(Duration.ofDays(7)), () -> ran.add("far"));

    wheel.advanceTo(START.plus(Duration.ofDays(7)).minusMillis(1));
    assertThat(ran).isEmpty();

    wheel.advanceTo(START.plus(Duration.ofDays(7)));
    assertThat(ran).containsExactly("far");
  }

  @Test
  void runsNothingWhileTimeStands() {
    wheel.schedule(START.plusMillis(50), () -> ran.add("task"));

    wheel.advanceTo(START);
    wheel.advanceTo(START.minusSeconds(1));

    assertThat(ran).isEmpty();
  }

  @Test
  void runsEachOfManyTasksAtItsTick() {
    var random = new SplittableRandom(8);
    var now = new Instant[] {START};
    var wrong = new ArrayList<Duration>();
    for (int i = 0; i < 20_000; i++) {
      var due = START.plusMillis(random.nextLong(200_000));
      wheel.schedule(
          due,
          () -> {
            ran.add("task");
            var late = Duration.between(due, now[0]);
            if (late.isNegative() || late.toMillis() > 10) {
              wrong.add(late);
            }
          });
    }
    while (now[0].isBefore(START.plusSeconds(201))) {
      now[0] = now[0].plusMillis(10);
      wheel.advanceTo(now[0]);
    }

    assertThat(ran).hasSize(20_000);
    assertThat(wrong).isEmpty();
  }
}
