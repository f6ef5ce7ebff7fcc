package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/**
 * Kills the real server under load and finds all that it acknowledged. Short here; {@code
 * CONTRIBUTING.md} tells how to ask for more.
 */
class KillIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
    var plan =
        new KillRun.Plan(
            Integer.getInteger("kill.kills", 3),
            Integer.getInteger("kill.acked", 2_000),
            Long.getLong("kill.seed", LocalTime.now().toNanoOfDay()),
            Duration.ofMinutes(Integer.getInteger("kill.minutes", 600)),
            Duration.ofSeconds(Integer.getInteger("kill.drain", 60)));
    System.out.println("kill test: " + plan);
    var only = System.getProperty("kill.database", "");
    assumeTrue(only.isEmpty() || only.equals(Database.nameInTheEnvironment()));
    var folder = WLP.resolveSibling("kill");
    forget(folder);
    KillRun.Report report;
    try (var run = new KillRun(plan, WLP, folder)) {
      report = run.run();
    }
    System.out.println(report);
    Files.writeString(
        WLP.resolveSibling("kill-" + report.database() + ".txt"), plan + "\n" + report);

    assertThat(report.violations().isEmpty()).as("%s%n%s", plan, report).isTrue();
    assertThat(report.complaints()).isEmpty();
    if (Integer.getInteger("kill.minutes") == null) {
      assertThat(report.kills()).isEqualTo(plan.kills());
      assertThat(report.acked()).isGreaterThanOrEqualTo(plan.acked());
    }
  }

  private static void forget(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
