package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one PostgreSQL: either takes requests for any session, and one takes over what the
 * other leaves behind.
 */
class ClusterIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int MESSAGES = 20;
  private static final String PACING =
      "{\"gap\":{\"minMs\":10,\"maxMs\":10},\"rest\":null,\"dailyCap\":null,\"typing\":false}";

  private Tenant owner;
  private Tenant other;
  private String session;

  @Test
  void anyNodeTakesAnyRequest() throws Exception {
    assumeTrue(
        Database.nameInTheEnvironment().equals("postgresql"), "several nodes need PostgreSQL");
    var first = home("one");
    var second = home("two");
    var settings = new HashMap<>(Database.ofTheEnvironment(first).settings());
    settings.put("CRIER_SECRET_KEY", "that of this test, and of nothing else");
    try (var one = new Crier(WLP, first, settings);
        var two = new Crier(WLP, second, settings)) {
      one.start();
      one.awaitReady();
      owner = Tenant.firstOf(one, first).open("Cluster");
      session = owner.create("main", "simulator", PACING);
      owner.scan(session, "+966590000007");
      two.start();
      two.awaitReady();
      other = new Tenant(two.port(), owner.key());

      answersWhoeverWaitsElsewhere();
      sendsInTheOrderOfAcceptance();
      sendsNothingWhilePaused();
      one.kill();
      sendsWhatTheOwnerLeftBehind();
      two.stop();
    }
  }

  private static Crier.Home home(String name) throws IOException {
    var home = new Crier.Home(WLP.resolveSibling("cluster-" + name));
    home.forget();
    Files.createDirectories(home.path());
    return home;
  }

  private void answersWhoeverWaitsElsewhere() {
    var sent = send(other, "waits", Map.of("Prefer", "wait=30"));

    assertThat(sent.at("/status").asText()).isIn("sent", "delivered", "read");
  }

  private void sendsInTheOrderOfAcceptance() {
    List<String> accepted = new ArrayList<>();
    for (var number = 0; number < MESSAGES; number++) {
      accepted.add(id(send(number % 3 == 0 ? owner : other, "number " + number, Map.of())));
    }
    accepted.forEach(id -> awaitSent(other, id));

    assertThat(accepted.stream().map(this::sentAt)).isSorted();
  }

  /**
   * The pause is asked of the node that does not run the session, and ended there. That a message
   * of another session was accepted later and sent shows that the owner had time.
   */
  private void sendsNothingWhilePaused() {
    var another = owner.create("another", "simulator", PACING);
    owner.scan(another, "+966590000008");

    other.json("POST", "/v1/sessions/" + session + "/pause", "");
    var waiting = id(send(other, "waits for the pause to end", Map.of()));
    var mark = id(send(owner, "and so does this", Map.of()));
    awaitSent(other, id(send(other, another, "goes on", Map.of())));
    assertThat(status(owner, waiting)).isEqualTo("queued");
    assertThat(status(other, mark)).isEqualTo("queued");

    other.json("POST", "/v1/sessions/" + session + "/resume", "");
    awaitSent(owner, waiting);
    awaitSent(other, mark);
  }

  private void sendsWhatTheOwnerLeftBehind() {
    var left = id(send(other, "the owner is gone", Map.of()));

    awaitSent(other, left);
  }

  private JsonNode send(Tenant by, String text, Map<String, String> headers) {
    return send(by, session, text, headers);
  }

  private static JsonNode send(
      Tenant by, String session, String text, Map<String, String> headers) {
    return Json.read(
        by.json(
            "POST",
            "/v1/messages",
            "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",\"type\":\"text\",\"body\":\"%s\"}"
                .formatted(session, text),
            headers));
  }

  private static String id(JsonNode message) {
    return message.at("/id").asText();
  }

  private void awaitSent(Tenant by, String id) {
    Pause.until(
        "message " + id + " is sent",
        TIMEOUT,
        () -> List.of("sent", "delivered", "read").contains(status(by, id)));
  }

  private String status(Tenant by, String id) {
    return Json.read(by.json("GET", "/v1/messages/" + id, "")).at("/status").asText();
  }

  private Instant sentAt(String id) {
    return Instant.parse(
        Json.read(other.json("GET", "/v1/messages/" + id, "")).at("/sentAt").asText());
  }
}
