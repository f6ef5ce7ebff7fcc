package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/**
 * Kills the real server under load and checks that nothing acknowledged is lost. Short by default;
 * {@code CONTRIBUTING.md} describes the long form.
 */
class KillIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));

  @Test
  void keepsAcknowledgedMessagesDespiteKills() throws Exception {
    var home = new Crier.Home(WLP.resolveSibling("kill"));
    run(plan("kill", 3, 2_000, 24, 12), new Simulator(home.ledgers()), home);
  }

  /** The side process is killed too; no code is scanned again. */
  @Test
  void reconnectsLinkedDevicesDespiteKills() throws Exception {
    assumeTrue(hasNode(), "the web engine is not tested: there is no Node 20 or newer here");
    run(
        plan("kill.web", 2, 300, 6, 3),
        new LinkedDevices(),
        new Crier.Home(WLP.resolveSibling("kill-web")));
  }

  private static KillRun.Plan plan(String name, int kills, int acked, int quick, int steady) {
    return new KillRun.Plan(
        Integer.getInteger(name + ".kills", kills),
        Integer.getInteger(name + ".acked", acked),
        Long.getLong("kill.seed", LocalTime.now().toNanoOfDay()),
        Duration.ofMinutes(Integer.getInteger("kill.minutes", 600)),
        Duration.ofSeconds(Integer.getInteger("kill.drain", 60)),
        Integer.getInteger(name + ".batch", 10),
        quick,
        steady);
  }

  private static boolean hasNode() throws IOException, InterruptedException {
    try {
      var version = new ProcessBuilder("node", "--version").start();
      var text = new String(version.getInputStream().readAllBytes(), US_ASCII);
      return version.waitFor() == 0 && Integer.parseInt(text.replaceAll("^v|\\..*\\s*$", "")) >= 20;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static void run(KillRun.Plan plan, WhatsApp whatsApp, Crier.Home home) throws Exception {
    System.out.println("kill test: " + plan);
    var only = System.getProperty("kill.database", "");
    assumeTrue(only.isEmpty() || only.equals(Database.nameInTheEnvironment()));
    home.forget();
    KillRun.Report report;
    try (var run = new KillRun(plan, whatsApp, WLP, home)) {
      report = run.run();
    }
    System.out.println(report);
    Files.writeString(
        WLP.resolveSibling("kill-" + report.engine() + "-" + report.database() + ".txt"),
        plan + "\n" + report);

    assertThat(report.violations().isEmpty()).as("%s%n%s", plan, report).isTrue();
    assertThat(report.complaints()).isEmpty();
    if (Integer.getInteger("kill.minutes") == null) {
      assertThat(report.kills()).isEqualTo(plan.kills());
      assertThat(report.acked()).isGreaterThanOrEqualTo(plan.acked());
    }
  }
}
