package io.crier.application.simulation;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Lives of servers, each from a seed. As many as fit into some seconds; more with {@code
 * -Dcrier.simulation.seconds=600}, and one seed again with {@code -Dcrier.simulation.seed=17}.
 */
class SimulationTest {

  private static final int FIRST = 1;
  private static final int AT_LEAST = 5;

  @Test
  void whateverHappensTheInvariantsHold() {
    var one = Long.getLong("crier.simulation.seed");
    if (one != null) {
      run(one);
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
