package io.crier.application.simulation;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Simulations of servers, each from a seed. As many as fit into a few seconds; more with {@code
 * -Dcrier.simulation.seconds=600}, and a single seed with {@code -Dcrier.simulation.seed=17}. Ids
 * are drawn anew in every run and break ties, so one seed is run many times.
 */
class SimulationTest {

  private static final int FIRST = 1;
  private static final int AT_LEAST = 5;
  private static final int AGAIN = 50;

  @Test
  void keepsTheInvariantsWhateverHappens() {
    var one = Long.getLong("crier.simulation.seed");
    if (one != null) {
      for (int time = 0; time < AGAIN; time++) {
        run(one);
      }
      return;
    }
    var end = Instant.now().plus(Duration.ofSeconds(Long.getLong("crier.simulation.seconds", 15)));
    for (long seed = FIRST; seed < FIRST + AT_LEAST || Instant.now().isBefore(end); seed++) {
      run(seed);
    }
  }

  private static void run(long seed) {
    try {
      new Simulation(seed).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
