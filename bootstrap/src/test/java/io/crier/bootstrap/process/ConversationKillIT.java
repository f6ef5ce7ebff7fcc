package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A long conversation in a group, with files, replies, reactions, edits, deletions and polls, in
 * the middle of which the server is killed: the API shows what the phones have.
 */
class ConversationKillIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int STEPS = 120;
  private static final long SEED = 20_261_128;
  private static final String THEIRS = "+966501234567";
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
          + "rkJggg==";
  private static final String PACING =
      "{\"gap\":{\"minMs\":10,\"maxMs\":10},\"rest\":null,\"dailyCap\":null,\"typing\":false}";

  /** What a phone shows of a message: its text, and whether it is deleted. */
  private record Shown(String type, String text, boolean deleted) {}

  private final Random random = new Random(SEED);

  /** What the phones show, by WhatsApp id. */
  private final Map<String, Shown> ours = new LinkedHashMap<>();

  private final Map<String, Shown> theirs = new LinkedHashMap<>();

  /** How many messages, edits, deletions and so on Crier has accepted. */
  private int accepted;

  private Tenant tenant;
  private String session;
  private String group;

  @Test
  void showsWhatThePhonesHave() throws Exception {
    var only = System.getProperty("kill.database", "");
    assumeTrue(only.isEmpty() || only.equals(Database.nameInTheEnvironment()));
    var home =
        new Crier.Home(WLP.resolveSibling("kill-conversation-" + Database.nameInTheEnvironment()));
    home.forget();
    Files.createDirectories(home.path());
    var settings = new HashMap<>(Database.ofTheEnvironment(home).settings());
    settings.put("CRIER_SECRET_KEY", "that of this test, and of nothing else");
    settings.put("CRIER_DOUBT_WAIT", "PT0.5S");
    try (var crier = new Crier(WLP, home, settings)) {
      crier.start();
      crier.awaitReady();
      tenant = Tenant.firstOf(crier, home).open("Neighbours");
      session = tenant.create("main", "simulator", PACING);
      new Simulator(home.ledgers()).link(tenant, UUID.fromString(session), "+966590000007");
      awaitConnected();
      group = createGroup();

      for (var step = 0; step < STEPS; step++) {
        if (step == STEPS / 2) {
          sendAhead();
          crier.kill();
          crier.start();
          crier.awaitReady();
          awaitConnected();
        }
        step(step);
      }
      awaitSent();

      assertThat(shown("outbound")).isEqualTo(ours);
      assertThat(shown("inbound")).isEqualTo(theirs);
      assertThat(inbox()).hasSize(accepted).doesNotHaveDuplicates();
      crier.stop();
    }
  }

  private String createGroup() {
    var created =
        Json.read(
            tenant.json(
                "POST",
                "/v1/sessions/" + session + "/groups",
                "{\"subject\":\"Neighbours\",\"participants\":[\"" + THEIRS + "\"]}"));
    return created.at("/group/id").asText();
  }

  private void step(int step) {
    switch (random.nextInt(10)) {
      case 0 -> send("text", "\"type\":\"text\",\"body\":\"we " + step + "\"", "we " + step);
      case 1 ->
          send(
              "image",
              "\"type\":\"image\",\"caption\":\"door %d\",\"data\":\"data:image/png;base64,%s\""
                  .formatted(step, PNG),
              "door " + step);
      case 2 ->
          send(
              "poll",
              "\"type\":\"poll\",\"poll\":{\"question\":\"Tea %d?\",\"options\":[\"Yes\",\"No\"]}"
                  .formatted(step),
              "Tea " + step + "?");
      case 3 -> refer("\"type\":\"text\",\"body\":\"reply " + step + "\",\"replyTo\":\"%s\"", step);
      case 4 -> refer("\"type\":\"reaction\",\"emoji\":\"👍\",\"messageId\":\"%s\"", step);
      case 5 -> edit(step);
      case 6 -> delete();
      case 7 -> receive("text", "they " + step);
      case 8 -> receive("image", "picture " + step);
      default -> theyRevise(step);
    }
  }

  // What the session does

  /** More than is sent before the server is killed. */
  private void sendAhead() {
    for (var number = 0; number < 40; number++) {
      var text = "ahead " + number;
      var answer = post("\"type\":\"text\",\"body\":\"" + text + "\"", Map.of());
      ours.put(answer.at("/waMessageId").asText(), new Shown("text", text, false));
    }
  }

  private void send(String type, String content, String text) {
    var sent = post(content, Map.of("Prefer", "wait=30"));
    ours.put(sent.at("/waMessageId").asText(), new Shown(type, text, false));
  }

  private void refer(String content, int step) {
    var target = any(theirs);
    if (target != null) {
      var id = message("inbound", target).at("/id").asText();
      var sent = post(content.formatted(id), Map.of("Prefer", "wait=30"));
      var type = sent.at("/type").asText();
      var text = type.equals("text") ? "reply " + step : "";
      ours.put(sent.at("/waMessageId").asText(), new Shown(type, text, false));
    }
  }

  private void edit(int step) {
    var target = anyText(ours);
    if (target != null) {
      var path = "/v1/messages/" + message("outbound", target).at("/id").asText();
      var text = "edited " + step;
      change("PATCH", path, "{\"body\":\"" + text + "\"}", "edit", text);
      ours.put(target, new Shown("text", text, false));
      awaitShown("outbound", target, ours);
    }
  }

  private void delete() {
    var target = anyText(ours);
    if (target != null) {
      var path = "/v1/messages/" + message("outbound", target).at("/id").asText();
      change("DELETE", path + "?forEveryone=true", "", "deletion", "");
      ours.put(target, new Shown("text", ours.get(target).text(), true));
      awaitShown("outbound", target, ours);
    }
  }

  private void change(String method, String path, String body, String type, String text) {
    var change = Json.read(tenant.json(method, path, body));
    ours.put(change.at("/waMessageId").asText(), new Shown(type, text, false));
    accepted++;
  }

  private JsonNode post(String content, Map<String, String> headers) {
    var body = "{\"sessionId\":\"%s\",\"to\":\"%s\",%s}".formatted(session, group, content);
    accepted++;
    return Json.read(tenant.json("POST", "/v1/messages", body, headers));
  }

  // What the others do

  private void receive(String type, String text) {
    simulate(
        "inbound",
        "{\"from\":\"%s\",\"type\":\"%s\",\"body\":\"%s\"}".formatted(group, type, text));
    var received = new ArrayList<JsonNode>();
    Pause.until(
        text + " is received",
        TIMEOUT,
        () -> {
          messages("inbound").stream().filter(it -> text(it).equals(text)).forEach(received::add);
          return !received.isEmpty();
        });
    theirs.put(received.getFirst().at("/waMessageId").asText(), new Shown(type, text, false));
  }

  private void theyRevise(int step) {
    var target = anyText(theirs);
    if (target == null) {
      return;
    }
    var about = "\"chat\":\"%s\",\"message\":\"%s\"".formatted(group, target);
    if (random.nextBoolean()) {
      simulate("edits", "{%s,\"body\":\"they edited %d\"}".formatted(about, step));
      theirs.put(target, new Shown("text", "they edited " + step, false));
    } else {
      simulate("deletions", "{" + about + "}");
      theirs.put(target, new Shown("text", theirs.get(target).text(), true));
    }
    awaitShown("inbound", target, theirs);
  }

  private void simulate(String what, String body) {
    tenant.json("POST", "/simulator/sessions/" + session + "/" + what, body);
  }

  // What the API and the phones show

  private String any(Map<String, Shown> messages) {
    var ids = List.copyOf(messages.keySet());
    return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
  }

  private String anyText(Map<String, Shown> messages) {
    var texts = new LinkedHashMap<>(messages);
    texts.values().removeIf(it -> !it.type().equals("text") || it.deleted());
    return any(texts);
  }

  private List<JsonNode> messages(String direction) {
    var found = new ArrayList<JsonNode>();
    var path = "/v1/messages?limit=200&peer=" + group + "&direction=" + direction;
    var next = "";
    do {
      var page = Json.read(tenant.json("GET", path + next, ""));
      page.path("items").forEach(found::add);
      next = "&cursor=" + page.path("nextCursor").asText();
    } while (next.length() > "&cursor=".length());
    return found;
  }

  private JsonNode message(String direction, String id) {
    return messages(direction).stream()
        .filter(it -> it.at("/waMessageId").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void awaitShown(String direction, String id, Map<String, Shown> expected) {
    Pause.until(
        id + " is " + expected.get(id),
        TIMEOUT,
        () -> shown(message(direction, id)).equals(expected.get(id)));
  }

  private Map<String, Shown> shown(String direction) {
    var shown = new HashMap<String, Shown>();
    messages(direction).forEach(it -> shown.put(it.at("/waMessageId").asText(), shown(it)));
    return shown;
  }

  private static Shown shown(JsonNode message) {
    return new Shown(message.at("/type").asText(), text(message), message.has("revokedAt"));
  }

  private static String text(JsonNode message) {
    return message.at("/body").asText()
        + message.at("/caption").asText()
        + message.at("/poll/question").asText();
  }

  private void awaitSent() {
    Pause.until(
        "everything is sent",
        TIMEOUT,
        () ->
            messages("outbound").stream()
                .allMatch(
                    it ->
                        List.of("sent", "delivered", "read").contains(it.at("/status").asText())));
  }

  private void awaitConnected() {
    Pause.until(
        "the session is connected",
        TIMEOUT,
        () -> tenant.json("GET", "/v1/sessions/" + session, "").contains("\"connected\""));
  }

  private List<String> inbox() {
    var ids = new ArrayList<String>();
    Json.read(tenant.json("GET", "/simulator/sessions/" + session + "/inbox", ""))
        .path("items")
        .forEach(it -> ids.add(it.at("/id").asText()));
    return ids;
  }
}
