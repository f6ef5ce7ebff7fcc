package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.bootstrap.process.Line.Pace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stops the server under load, as a deployment does. */
class StopIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LINES = 24;
  private static final int STOPS = 3;

  @Test
  void endsWhatItIsSending() throws Exception {
    var home = new Crier.Home(WLP.resolveSibling("stop-" + Database.nameInTheEnvironment()));
    home.forget();
    Files.createDirectories(home.path());
    var database = Database.ofTheEnvironment(home);
    var settings = new HashMap<>(database.settings());
    settings.put("CRIER_SECRET_KEY", "that of this test, and of nothing else");
    settings.put("CRIER_CONNECTS_PER_SECOND", "1000");
    settings.put("CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE", "100000000");
    try (var crier = new Crier(WLP, home, settings)) {
      crier.start();
      crier.awaitReady();
      var lines = lines(crier, home);
      var load = new Load(crier.port(), lines, 8, 5, 1);
      load.start();
      for (var stop = 1; stop <= STOPS; stop++) {
        var enough = load.acked() + 300;
        Pause.until("messages are accepted", PATIENCE, () -> load.acked() >= enough);
        crier.stop();
        assertThat(count(database, "status = 'SENDING'")).isZero();
        crier.start();
        crier.awaitReady();
      }
      load.stop();
      Pause.until("all messages are sent", PATIENCE, () -> lines.stream().allMatch(StopIT::isIdle));
      crier.stop();

      assertThat(load.complaints()).isEmpty();
    }
    assertThat(count(database, "sent_at is not null")).isGreaterThanOrEqualTo(STOPS * 300);
    assertThat(count(database, "possible_duplicate")).isZero();
    assertThat(count(database, "attempt > 1")).isZero();
    assertThat(Files.readString(home.console())).doesNotContain("could not be recorded");
  }

  private static List<Line> lines(Crier crier, Crier.Home home) throws Exception {
    var tenant = Tenant.firstOf(crier, home).open("Deployed");
    var simulator = new Simulator(home.ledgers());
    var lines = new ArrayList<Line>();
    for (var line = 0; line < LINES; line++) {
      lines.add(
          Line.create(
              tenant,
              simulator,
              "line-" + line,
              "+9665900000%02d".formatted(line),
              Pace.gap(0, 3),
              1));
    }
    return lines;
  }

  private static boolean isIdle(Line line) {
    return line.tenant()
        .json("GET", "/v1/sessions/" + line.session(), "")
        .contains("\"queueLength\":0");
  }

  private static long count(Database database, String condition) {
    var counted = new long[1];
    database.read(
        "select count(*) from message where direction = 'OUTBOUND' and " + condition,
        row -> counted[0] = row.getLong(1));
    return counted[0];
  }
}
