package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lets no file of a server with the embedded database grow, as on a full disk, and then makes room.
 */
class FullDiskIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PACING =
      "{\"gap\":{\"minMs\":0,\"maxMs\":1},\"rest\":null,\"dailyCap\":null,\"typing\":false}";

  private final List<String> acknowledged = new ArrayList<>();

  @Test
  void isUnavailableUntilThereIsRoom() throws Exception {
    assumeTrue("h2".equals(Database.nameInTheEnvironment()), "PostgreSQL has a disk of its own");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "there is no prlimit here");
    var home = new Crier.Home(WLP.resolveSibling("full-disk"));
    home.forget();
    Files.createDirectories(home.path());
    var database = Database.ofTheEnvironment(home);
    var settings = new HashMap<>(database.settings());
    settings.put("CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE", "100000000");
    try (var crier = new Crier(WLP, home, settings)) {
      crier.start();
      crier.awaitReady();
      var tenant = Tenant.firstOf(crier, home).open("Full");
      var session = tenant.create("main", "simulator", PACING);
      tenant.scan(session, "+966590000009");
      assertThat(isAccepted(tenant, session)).isTrue();

      limit(crier, Long.toString(Files.size(home.data().resolve("crier.mv.db"))));
      Pause.until("the disk is full", PATIENCE, () -> !isAccepted(tenant, session));
      var refused = send(tenant, session);
      assertThat(refused.status()).as(refused.body()).isEqualTo(503);
      assertThat(refused.saysWhen()).isTrue();
      assertThat(refused.body()).contains("\"service_unavailable\"");

      limit(crier, "unlimited");
      Pause.until("messages are accepted again", PATIENCE, () -> isAccepted(tenant, session));
      Pause.until(
          "messages are sent again",
          PATIENCE,
          () -> tenant.json("GET", "/v1/sessions/" + session, "").contains("\"queueLength\":0"));
      crier.stop();
    }
    var stored = new ArrayList<String>();
    database.read("select id from message", row -> stored.add(row.getString(1)));
    assertThat(stored).containsAll(acknowledged);
  }

  private boolean isAccepted(Tenant tenant, String session) {
    var answer = send(tenant, session);
    if (answer.status() == 202) {
      acknowledged.add(Tenant.find("\"id\":\"([^\"]+)\"", answer.body()));
    }
    return answer.status() == 202;
  }

  private static Wire.Answer send(Tenant tenant, String session) {
    return tenant.call(
        "POST",
        "/v1/messages",
        "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",\"type\":\"text\",\"body\":\"x\"}"
            .formatted(session));
  }

  /** Sets how large a file of the server may become. */
  private static void limit(Crier crier, String bytes) throws IOException, InterruptedException {
    var done =
        new ProcessBuilder(
                "/usr/bin/prlimit",
                "--pid",
                Long.toString(crier.handle().pid()),
                "--fsize=" + bytes + (bytes.equals("unlimited") ? "" : ":unlimited"))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(done).isZero();
  }
}
