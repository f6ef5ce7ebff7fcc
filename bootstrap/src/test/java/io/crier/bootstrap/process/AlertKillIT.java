package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/**
 * Kills the server while it watches a fake X with continuous posts, and checks that each post
 * reaches each phone once. Short by default; {@code CONTRIBUTING.md} describes the long form.
 */
class AlertKillIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));

  @Test
  void alertsEachPhoneOnceDespiteKills() throws Exception {
    var only = System.getProperty("kill.database", "");
    assumeTrue(only.isEmpty() || only.equals(Database.nameInTheEnvironment()));
    var plan =
        new AlertRun.Plan(
            Integer.getInteger("kill.alerts.kills", 3),
            Long.getLong("kill.seed", LocalTime.now().toNanoOfDay()),
            System.getProperty("kill.alerts.source", "timeline"));
    System.out.println("alert kill test: " + plan);
    var home = new Crier.Home(WLP.resolveSibling("kill-alerts-" + Database.nameInTheEnvironment()));
    home.forget();
    AlertRun.Report report;
    try (var run = new AlertRun(plan, WLP, home)) {
      report = run.run();
    }
    System.out.println(report);

    assertThat(report.violations().isEmpty()).as("%s%n%s", plan, report).isTrue();
    assertThat(report.kills()).isEqualTo(plan.kills());
    assertThat(report.posts()).isPositive();
  }
}
