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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Three nodes on one PostgreSQL: any takes requests for any session, and the others take over what
 * one leaves behind.
 */
class ClusterIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(12);
  private static final int MESSAGES = 20;
  private static final int EVENTS = 10;

  /** Requests a minute. */
  private static final int LIMIT = 150;

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
    var third = home("three");
    var settings = new HashMap<>(Database.ofTheEnvironment(first).settings());
    settings.put("CRIER_SECRET_KEY", "that of this test, and of nothing else");
    settings.put("CRIER_HTTP_TRUSTED_PROXIES", "127.0.0.0/8");
    settings.put("CRIER_OUTBOUND_ALLOW", "127.0.0.0/8");
    settings.put("CRIER_STOP_DELAY", "PT0S");
    settings.put("CRIER_PLANS_FREE_REQUESTS_PER_MINUTE", Integer.toString(LIMIT));
    try (var one = new Crier(WLP, first, settings);
        var two = new Crier(WLP, second, settings);
        var three = new Crier(WLP, third, settings)) {
      one.start();
      one.awaitReady();
      owner = Tenant.firstOf(one, first).open("Cluster");
      session = owner.create("main", "simulator", PACING);
      owner.scan(session, "+966590000007");
      two.start();
      two.awaitReady();
      other = new Tenant(two.port(), owner.key());
      three.start();
      three.awaitReady();
      var operator = Tenant.firstOf(one, first);
      var nodes = List.of(idOf(first), idOf(second), idOf(third));
      drain(operator, nodes.subList(1, 3));

      answersWhoeverWaitsElsewhere();
      sendsInTheOrderOfAcceptance();
      sendsNothingWhilePaused();
      answersForTheConnectionElsewhere();
      logsOutAndDeletesElsewhere();
      streamsEventsOfOtherNodes();
      countsTheRequestsOfAllNodes(operator, List.of(one, two, three));
      believesNobodyElse();
      movesSessionsBetweenTwoSends(operator, nodes);
      one.kill();
      asksToRetryUntilAnotherNodeRunsIt();
      sendsWhatTheOwnerLeftBehind();
      handsOverBeforeReceiversAnswer(new Tenant(three.port(), operator.key()), two, nodes.get(1));
      three.stop();
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

  private void answersForTheConnectionElsewhere() {
    var there = owner.create("there", "simulator", PACING);
    // The QR code and its scan are asked for elsewhere, too.
    Pause.until(
        "there is a QR code",
        TIMEOUT,
        () -> other.call("GET", "/v1/sessions/" + there + "/qr", "").status() == 200);
    other.scan(there, "+966590000009");
    assertThat(other.call("GET", "/v1/sessions/" + there + "/qr", "").status()).isEqualTo(409);

    var number = "/v1/numbers/%2B966501234567?sessionId=" + there;
    assertThat(other.json("GET", number, "")).contains("+966501234567");
    var chat = "/v1/sessions/" + there + "/chats/%2B966501234567";
    other.json("PUT", chat + "/presence", "{\"state\":\"typing\"}");
    var group =
        Json.read(
            other.json(
                "POST",
                "/v1/sessions/" + there + "/groups",
                "{\"subject\":\"Neighbours\",\"participants\":[\"+966501234567\"]}",
                Map.of("Idempotency-Key", "cluster-group")));
    assertThat(owner.json("GET", "/v1/sessions/" + there + "/groups", ""))
        .contains(group.at("/id").asText());
    assertThat(
            Json.read(
                other.json(
                    "POST",
                    "/v1/sessions/" + there + "/groups",
                    "{\"subject\":\"Neighbours\",\"participants\":[\"+966501234567\"]}",
                    Map.of("Idempotency-Key", "cluster-group"))))
        .isEqualTo(group);

    other.json(
        "POST",
        "/simulator/sessions/" + there + "/inbound",
        "{\"from\":\"+966501234567\",\"body\":\"Is it ready?\"}");
    var received = "/v1/messages?direction=inbound&sessionId=" + there;
    Pause.until(
        "the message is received",
        TIMEOUT,
        () -> Json.read(other.json("GET", received, "")).at("/items").size() == 1);
    var message = Json.read(other.json("GET", received, "")).at("/items/0/id").asText();
    other.json("POST", "/v1/messages/" + message + "/seen", "");
    assertThat(other.json("GET", "/simulator/sessions/" + there + "/inbox", "")).contains("items");
  }

  private void streamsEventsOfOtherNodes() throws IOException {
    var latencies = new ArrayList<Long>();
    try (var reader = new EventReader(other)) {
      Pause.until("the stream begins", TIMEOUT, () -> reader.knows("the position"));
      for (var number = 0; number < EVENTS; number++) {
        var id = id(send(owner, "streamed " + number, Map.of()));
        var accepted = System.nanoTime();
        Pause.until("there is an event of " + id, AT_ONCE, () -> reader.knows(id));
        latencies.add((System.nanoTime() - accepted) / 1_000_000);
        awaitSent(owner, id);
      }
    }
    System.out.println("ms until another node's stream had an event: " + latencies);
  }

  private void countsTheRequestsOfAllNodes(Tenant operator, List<Crier> nodes) {
    var limited = operator.open("Limited", "free");
    var start = System.nanoTime();
    var allowed = 0;
    for (var request = 0; request < 3 * LIMIT; request++) {
      var node = nodes.get(request % nodes.size());
      var answer = new Tenant(node.port(), limited.key()).call("GET", "/v1/account", "");
      allowed += answer.status() == 200 ? 1 : 0;
    }
    var minutes = (System.nanoTime() - start) / 60e9;

    System.out.println("of %d a minute, %.2f minutes: %d".formatted(LIMIT, minutes, allowed));
    assertThat((double) allowed).isBetween(0.95 * LIMIT, 1.05 * LIMIT * (1 + minutes));
  }

  private void logsOutAndDeletesElsewhere() {
    var gone = owner.create("gone", "simulator", PACING);
    owner.scan(gone, "+966590000010");

    var loggedOut =
        Json.read(
            other.json(
                "POST",
                "/v1/sessions/" + gone + "/logout",
                "",
                Map.of("X-Forwarded-For", "203.0.113.7")));
    assertThat(loggedOut.toString()).doesNotContain("device_remains");
    // Only a device that was really logged out asks to be linked again.
    owner.json("POST", "/v1/sessions/" + gone + "/start", "");
    other.scan(gone, "+966590000011");

    other.json("DELETE", "/v1/sessions/" + gone, "");
    assertThat(owner.call("GET", "/v1/sessions/" + gone, "").status()).isEqualTo(404);
    var audited =
        Json.read(owner.json("GET", "/v1/audit?limit=200", "")).at("/items").findParents("action");
    assertThat(audited)
        .filteredOn(it -> it.at("/target").asText().equals(gone))
        .filteredOn(it -> it.at("/action").asText().toLowerCase(Locale.ROOT).contains("logout"))
        .extracting(it -> it.at("/address").asText())
        .containsExactly("203.0.113.7");
  }

  /** All sessions leave the first node while one of them sends, and come back. */
  private void movesSessionsBetweenTwoSends(Tenant operator, List<String> nodes) {
    var first = nodes.getFirst();
    var sessions = sessionsOf(operator, first);
    assertThat(sessions).isGreaterThan(1);
    List<String> accepted = new ArrayList<>();
    for (var number = 0; number < MESSAGES; number++) {
      accepted.add(id(send(other, "moves " + number, Map.of())));
    }
    fill(operator, nodes.subList(1, 3));
    drain(operator, nodes.subList(0, 1));
    accepted.forEach(id -> awaitSent(owner, id));
    Pause.until("the node is empty", TIMEOUT, () -> sessionsOf(operator, first) == 0);

    assertThat(accepted.stream().map(this::sentAt)).isSorted();
    assertThat(accepted).noneMatch(this::mayBeDuplicate);

    fill(operator, nodes.subList(0, 1));
    drain(operator, nodes.subList(1, 3));
    Pause.until("they are back", TIMEOUT, () -> sessionsOf(operator, first) == sessions);
    var unknown = operator.call("POST", "/v1/operator/nodes/unknown/drain", "");
    assertThat(unknown.status()).isEqualTo(404);
  }

  private boolean mayBeDuplicate(String message) {
    return Json.read(other.json("GET", "/v1/messages/" + message, ""))
        .at("/possibleDuplicate")
        .asBoolean();
  }

  private static String idOf(Crier.Home home) throws IOException {
    return Files.readString(home.data().resolve("node-id")).strip();
  }

  private static void drain(Tenant operator, List<String> nodes) {
    for (var node : nodes) {
      var answer = operator.json("POST", "/v1/operator/nodes/" + node + "/drain", "");
      assertThat(Json.read(answer).at("/drained").asBoolean()).isTrue();
    }
  }

  private static void fill(Tenant operator, List<String> nodes) {
    for (var node : nodes) {
      var answer = operator.json("POST", "/v1/operator/nodes/" + node + "/fill", "");
      assertThat(Json.read(answer).at("/drained").asBoolean()).isFalse();
    }
  }

  private static int sessionsOf(Tenant operator, String node) {
    return nodes(operator).stream()
        .filter(it -> it.at("/id").asText().equals(node))
        .findFirst()
        .orElseThrow()
        .at("/sessions")
        .asInt();
  }

  private static List<JsonNode> nodes(Tenant operator) {
    var nodes = new ArrayList<JsonNode>();
    Json.read(operator.json("GET", "/v1/operator/nodes", "")).at("/items").forEach(nodes::add);
    return nodes;
  }

  private void believesNobodyElse() throws IOException {
    var forged = "%s %d 203.0.113.9 https 0 0 AAAA".formatted("one", System.currentTimeMillis());
    try (var wire = new Wire(owner.port())) {
      var headers = Map.of("Authorization", "Bearer " + owner.key(), "Crier-Forwarded", forged);
      assertThat(wire.call("GET", "/v1/sessions", headers, "").status()).isEqualTo(400);
    }
  }

  private void asksToRetryUntilAnotherNodeRunsIt() {
    var number = "/v1/numbers/%2B966501234568?sessionId=" + session;
    var answer = other.call("GET", number, "");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.saysWhen()).isTrue();
    assertThat(answer.body()).contains("owner_unavailable");

    Pause.until(
        "another node has the connection",
        TIMEOUT,
        () -> other.call("GET", number, "").status() == 200);
  }

  private void sendsWhatTheOwnerLeftBehind() {
    var left = id(send(other, "the owner is gone", Map.of()));

    awaitSent(other, left);
  }

  /** A receiver that does not answer delays the end of a node by 15 seconds, but no session. */
  private void handsOverBeforeReceiversAnswer(Tenant operator, Crier leaving, String node)
      throws Exception {
    var answers = new CountDownLatch(1);
    try (var receiver = new WebhookReceiver(answers)) {
      fill(operator, List.of(node));
      Pause.until("the node runs sessions", TIMEOUT, () -> sessionsOf(operator, node) > 0);
      other.json("POST", "/v1/webhooks", "{\"url\":\"" + receiver.address() + "\"}");
      send(other, "is reported", Map.of());
      Pause.until("the receiver is asked", TIMEOUT, receiver::isAsked);

      var stopping = Thread.ofPlatform().start(leaving::stop);
      Pause.until("the sessions are free", SOON, () -> sessionsOf(operator, node) == 0);
      assertThat(leaving.handle().isAlive()).isTrue();
      answers.countDown();
      stopping.join();
    }
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
