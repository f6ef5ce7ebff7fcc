package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.bootstrap.process.ClusterRun.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Restarts three nodes in turn under load, as a deployment does, behind a balancer that follows
 * {@code /health/ready}: nobody notices.
 */
class RollingRestartIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));

  /** The lease of a node: whoever waits for as long was not handed over. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(15);

  @Test
  void neitherFailsNorRepeatsNorPauses() throws Exception {
    assumeTrue(
        Database.nameInTheEnvironment().equals("postgresql"), "several nodes need PostgreSQL");
    var plan =
        new ClusterRun.Plan(
            List.of(Fault.ROLLING_RESTART),
            1,
            LocalTime.now().toNanoOfDay(),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(1));
    ClusterRun.Report report;
    try (var run = new ClusterRun(plan, WLP)) {
      report = run.run();
    }
    System.out.println(report);

    assertThat(report.failed()).as("requests that failed: %s%n%s", plan, report).isZero();
    assertThat(report.repeats()).as("repeated messages: %s%n%s", plan, report).isZero();
    assertThat(report.gaps().at(1))
        .as("the longest gap: %s%n%s", plan, report)
        .isLessThanOrEqualTo(LONGEST_GAP.toMillis());
    assertThat(report.violations().isEmpty()).as("%s%n%s", plan, report).isTrue();
    assertThat(report.queued()).as("%s%n%s", plan, report).isZero();
  }
}
