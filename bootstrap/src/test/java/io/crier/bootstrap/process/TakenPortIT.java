package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server whose port is taken ends; always on the embedded database. */
class TakenPortIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Crier.Home home = new Crier.Home(WLP.resolveSibling("taken-port"));

  @Test
  void endsAndTellsWhatToDo() throws Exception {
    home.forget();
    Files.createDirectories(home.path());
    try (var crier = new Crier(WLP, home, Map.of());
        var other = new ServerSocket(crier.port())) {
      crier.start();
      Pause.until("the server ends", TIMEOUT, () -> !crier.handle().isAlive());

      assertThat(other.isBound()).isTrue();
      assertThat(crier.exitCode()).isNotZero();
      assertThat(Files.readString(home.console()))
          .contains("cannot listen on port " + crier.port())
          .contains("CRIER_PORT")
          .doesNotContain("Crier listens on");
      assertThat(home.data().resolve("crier.mv.db")).as("the database").doesNotExist();
    }
  }
}
