package io.crier.application;

import static io.crier.application.VirtualTime.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ClockworkTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final Clockwork clockwork = time.clockwork();
  private final List<Instant> runs = new ArrayList<>();

  @Test
  void runsTasksOnTheExecutor() {
    clockwork.run(this::note);
    assertThat(runs).isEmpty();

    time.settle();
    assertThat(runs).containsExactly(START);
  }

  @Test
  void runsTasksWhenTheyAreDue() {
    clockwork.at(START.plusSeconds(2), this::note);
    clockwork.after(SECOND, this::note);
    clockwork.signalAt(START.plusSeconds(4), this::note);
    clockwork.signalAfter(Duration.ofSeconds(3), this::note);

    time.pass(Duration.ofSeconds(5));

    assertThat(runs).containsExactly(after(1), after(2), after(3), after(4));
  }

  @Test
  void runsNoTaskThatIsCancelled() {
    clockwork.after(SECOND, this::note).cancel();

    time.pass(Duration.ofSeconds(2));

    assertThat(runs).isEmpty();
  }

  @Test
  void repeatsUntilCancelled() {
    var repetition = clockwork.every(SECOND, this::note);
    time.pass(Duration.ofMillis(3_500));

    repetition.cancel();
    time.pass(SECOND);

    assertThat(runs).containsExactly(after(1), after(2), after(3));
  }

  @Test
  void pausesBetweenTheEndOfARunAndTheNext() {
    clockwork.every(
        SECOND,
        () -> {
          note();
          if (runs.size() == 1) {
            time.skip(Duration.ofMillis(500));
          }
        });

    time.pass(Duration.ofSeconds(3));

    assertThat(runs).containsExactly(after(1), START.plusMillis(2_500));
  }

  @Test
  void repeatsAfterAFailure() {
    var log = Logger.getLogger(Clockwork.class.getName());
    log.setLevel(Level.OFF);
    try {
      clockwork.every(
          SECOND,
          () -> {
            note();
            throw new IllegalStateException("failed on purpose");
          });
      time.pass(Duration.ofMillis(2_500));
    } finally {
      log.setLevel(null);
    }

    assertThat(runs).containsExactly(after(1), after(2));
  }

  @Test
  void repeatsAfterAnError() {
    var log = Logger.getLogger(Clockwork.class.getName());
    log.setLevel(Level.OFF);
    try {
      clockwork.every(
          SECOND,
          () -> {
            note();
            throw new LinkageError("failed on purpose");
          });
      time.pass(Duration.ofMillis(2_500));
    } finally {
      log.setLevel(null);
    }

    assertThat(runs).containsExactly(after(1), after(2));
  }

  @Test
  void waitsAsLongWhenTheClockStepsBack() {
    clockwork.at(START.plusSeconds(2), this::note);
    clockwork.every(SECOND, this::note);

    time.step(Duration.ofSeconds(-120));
    time.pass(Duration.ofMillis(2_500));

    assertThat(runs).containsExactly(after(-119), after(-118), after(-118));
  }

  @Test
  void waitsNoLessWhenTheClockStepsAhead() {
    clockwork.after(SECOND, this::note);

    time.step(Duration.ofSeconds(120));
    time.pass(Duration.ofMillis(500));
    assertThat(runs).isEmpty();

    time.pass(SECOND);
    assertThat(runs).containsExactly(after(121));
  }

  @Test
  void tellsWhatIsStuck() {
    var stuck = new ArrayList<List<String>>();
    var work =
        clockwork.watch(
            "painting",
            (Duration taking) -> {
              time.skip(taking);
              stuck.add(clockwork.stuck(Duration.ofSeconds(10)));
            });

    work.accept(Duration.ofSeconds(10));
    work.accept(Duration.ofSeconds(11));
    stuck.add(clockwork.stuck(Duration.ofSeconds(10)));

    assertThat(stuck).containsExactly(List.of(), List.of("painting"), List.of());
  }

  @Test
  void tellsThatABatcherDoesNotBegin() {
    var done = new ArrayList<String>();
    var batcher = clockwork.<String>batcher("painting", 1, 5, done::addAll);
    batcher.offer("red");
    time.elapse(Duration.ofSeconds(11));
    assertThat(clockwork.stuck(Duration.ofSeconds(10))).containsExactly("painting");

    time.settle();
    assertThat(done).containsExactly("red");
    assertThat(clockwork.stuck(Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void tellsThatABatchDoesNotEnd() {
    var stuck = new ArrayList<List<String>>();
    var batcher =
        clockwork.<Integer>batcher(
            "painting",
            1,
            5,
            batch -> {
              time.elapse(Duration.ofSeconds(batch.getFirst()));
              stuck.add(clockwork.stuck(Duration.ofSeconds(10)));
            });

    // That others wait is no fault while they move.
    List.of(9, 9, 11, 1).forEach(batcher::offer);
    time.settle();

    assertThat(stuck).containsExactly(List.of(), List.of(), List.of("painting"), List.of());
  }

  private void note() {
    runs.add(clockwork.now());
  }

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }
}
