package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.bootstrap.process.ClusterRun.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lets nodes die, freeze and lose their database under load, and checks that nothing acknowledged
 * is lost. Short by default; {@code CONTRIBUTING.md} describes the long form.
 */
class ClusterKillIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));

  /** A rolling restart takes longer than all others together. */
  private static final List<Fault> SHORT =
      List.of(Fault.KILL, Fault.FREEZE, Fault.PARTITION, Fault.STALL, Fault.DATABASE_CRASH);

  @Test
  void keepsAcknowledgedMessagesDespiteFaults() throws Exception {
    assumeTrue(
        Database.nameInTheEnvironment().equals("postgresql"), "several nodes need PostgreSQL");
    var faults = Integer.getInteger("cluster.faults", SHORT.size());
    var kinds = List.of(System.getProperty("cluster.kinds", "").split(","));
    var plan =
        new ClusterRun.Plan(
            ClusterRun.allFaults().stream()
                .filter(
                    it ->
                        kinds.contains(it.name())
                            || kinds.contains("") && (faults > SHORT.size() || SHORT.contains(it)))
                .toList(),
            faults,
            Long.getLong("cluster.seed", LocalTime.now().toNanoOfDay()),
            Duration.ofMinutes(Integer.getInteger("cluster.minutes", 120)),
            Duration.ofSeconds(Integer.getInteger("cluster.shortest", 4)),
            Duration.ofSeconds(Integer.getInteger("cluster.longest", 9)),
            Duration.ofSeconds(Integer.getInteger("cluster.drain", 60)));
    System.out.println("cluster kill test: " + plan);
    ClusterRun.Report report;
    try (var run = new ClusterRun(plan, WLP)) {
      report = run.run();
    }
    System.out.println(report);
    Files.writeString(WLP.resolveSibling("cluster-kill.txt"), plan + "\n" + report);

    assertThat(report.violations().isEmpty()).as("%s%n%s", plan, report).isTrue();
    assertThat(report.complaints()).isEmpty();
    assertThat(report.queued()).as("%s%n%s", plan, report).isZero();
    if (plan.kinds().equals(List.of(Fault.ROLLING_RESTART))) {
      // Who stops ends what it is sending.
      assertThat(report.repeats()).as("%s%n%s", plan, report).isZero();
    }
  }
}
