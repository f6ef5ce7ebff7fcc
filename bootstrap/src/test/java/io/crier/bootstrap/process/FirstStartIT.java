package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new server invites its first user, once; always on the embedded database, which is new. */
class FirstStartIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final String FORM =
      "{\"name\":\"Fatima\",\"email\":\"fatima@clinic.example\",\"password\":\"a quiet garden\"}";

  private final Crier.Home home = new Crier.Home(WLP.resolveSibling("first-start"));

  @Test
  void letsTheFirstUserJoinByTheLinkItWrites() throws Exception {
    home.forget();
    Files.createDirectories(home.path());
    try (var crier = new Crier(WLP, home, Map.of())) {
      crier.start();
      crier.awaitReady();
      var written = written();
      assertThat(written)
          .startsWith("setup-link: http://localhost:" + crier.port() + "/#/join/")
          .contains("\nadmin-key: crl_");
      crier.kill();
      crier.start();
      crier.awaitReady();
      assertThat(written()).isEqualTo(written);

      var link = "/v1/invitations/" + Tenant.find("#/join/([\\w-]{43})", written);
      assertThat(call(crier, "GET", "/v1/sign-in", "").body()).contains("\"invited\":true");
      assertThat(call(crier, "GET", link, "").body())
          .contains("\"role\":\"operator\"")
          .doesNotContain("email");
      var joined = call(crier, "POST", link, FORM);
      assertThat(joined.status()).as(joined.body()).isEqualTo(200);
      assertThat(joined.body()).contains("\"role\":\"operator\"", "\"name\":\"main\"");
      assertThat(call(crier, "POST", link, FORM).status()).isEqualTo(404);
      assertThat(call(crier, "GET", "/v1/sign-in", "").body()).contains("\"invited\":false");
      crier.stop();
      crier.start();
      crier.awaitReady();
      assertThat(written()).isEqualTo(written);
    }
  }

  private String written() throws IOException {
    return Files.readString(home.data().resolve("first-start.txt"));
  }

  private static Wire.Answer call(Crier crier, String method, String path, String body)
      throws IOException {
    try (var wire = new Wire(crier.port())) {
      return wire.call(method, path, Map.of(), body);
    }
  }
}
