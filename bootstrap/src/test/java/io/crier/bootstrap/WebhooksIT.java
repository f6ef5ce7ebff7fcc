package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events reach signed webhooks and event streams. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WebhooksIT {

  private static final String OURS = "+966500000001";
  private static final String THEIRS = "+966501234567";
  private static final String GREETING = "أهلا, عساك بخير؟ 😀";

  @ArquillianResource private URI root;

  private WebhookListener listener;
  private Api api;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createAccountAndListener() throws IOException {
    api = Api.operator(root).newAccount("Blue Door Clinic");
    listener = new WebhookListener();
  }

  @AfterEach
  void stopTheListener() {
    listener.close();
  }

  @Test
  void postsSignedStatusChanges() throws Exception {
    var session = api.newConnectedSession("support", OURS);
    var secret = register("[\"message.status\"]").at("/secret").asText();

    var message =
        api.post("/v1/messages", Api.text(session, THEIRS, GREETING)).is(202).at("/id").asText();

    var events = new ArrayList<JsonNode>();
    for (var i = 0; i < 5; i++) {
      var post = listener.take();
      verify(secret, post);
      assertThat(post.headers()).containsEntry("x-crier-event", "message.status");
      assertThat(post.headers()).containsEntry("x-crier-attempt", "1");
      assertThat(post.headers()).containsEntry("webhook-id", post.json().at("/id").asText());
      assertThat(post.json().at("/data/messageId").asText()).isEqualTo(message);
      events.add(post.json());
    }
    assertThat(events.stream().sorted(Comparator.comparing(it -> it.at("/sequence").asLong())))
        .extracting(it -> it.at("/data/status").asText())
        .containsExactly("queued", "sending", "sent", "delivered", "read");
  }

  @Test
  void tellsTheStoryOfAMessage() throws Exception {
    var session = api.newConnectedSession("support", OURS);
    register("[\"message.status\"]");
    var message =
        api.post("/v1/messages", Api.text(session, THEIRS, GREETING)).is(202).at("/id").asText();

    var story =
        api.until(
            "/v1/messages/" + message + "/events",
            it ->
                it.at("/items").size() == 5
                    && it.at("/items").findValuesAsText("state").stream()
                        .allMatch("delivered"::equals));

    assertThat(story.at("/items"))
        .extracting(it -> it.at("/event/data/status").asText())
        .containsExactly("queued", "sending", "sent", "delivered", "read");
    assertThat(story.at("/items"))
        .allMatch(it -> it.at("/event/data/messageId").asText().equals(message))
        .allMatch(
            it ->
                it.at("/deliveries/0/delivery/attempts")
                    .findValuesAsText("statusCode")
                    .contains("204"));
  }

  @Test
  void postsReceivedMessageUnchanged() throws Exception {
    var session = api.newConnectedSession("support", OURS);
    var secret = register("[\"message.received\"]").at("/secret").asText();

    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + THEIRS + "\",\"type\":\"text\",\"body\":\"" + GREETING + "\"}")
        .is(202);

    var post = listener.take();
    verify(secret, post);
    assertThat(post.json().at("/data/body").asText()).isEqualTo(GREETING);
    assertThat(post.json().at("/data/from").asText()).isEqualTo(THEIRS);
  }

  @Test
  void resumesStreamWithoutGaps() {
    try (var stream = api.follow("/v1/events")) {
      var lines = stream.iterator();
      assertThat(greeting(lines)).contains("id: 0");
      var session = api.newConnectedSession("support", OURS);
      send(session, 3);

      assertThat(ids(lines, 10)).isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    try (var stream = api.follow("/v1/events", "Last-Event-ID", "10")) {
      var lines = stream.iterator();
      assertThat(greeting(lines)).contains("id: 10");
      assertThat(ids(lines, 8)).isEqualTo(LongStream.rangeClosed(11, 18).boxed().toList());
    }
  }

  @Test
  void resumesStreamThatEndedBeforeItsFirstEvent() {
    String position;
    try (var stream = api.follow("/v1/events")) {
      position = greeting(stream.iterator()).get(1);
    }
    api.newConnectedSession("support", OURS);

    try (var stream = api.follow("/v1/events", "Last-Event-ID", position.substring(4))) {
      var lines = stream.iterator();
      greeting(lines);
      assertThat(ids(lines, 1)).containsExactly(1L);
    }
  }

  @Test
  void streamsOnlyRequestedTypes() {
    api.newConnectedSession("support", OURS);

    try (var stream = api.follow("/v1/events?types=session.qr", "Last-Event-ID", "0")) {
      var lines = stream.iterator();
      greeting(lines);
      var event = new ArrayList<String>();
      while (event.size() < 3) {
        var line = lines.next();
        if (line.startsWith("id:") || !event.isEmpty()) {
          event.add(line);
        }
      }
      assertThat(event.get(1)).isEqualTo("event: session.qr");
      var envelope = Json.read(event.get(2).substring("data: ".length()));
      assertThat(event.get(0)).isEqualTo("id: " + envelope.at("/sequence").asLong());
      assertThat(envelope.at("/data/value").asText()).isNotEmpty();
    }
  }

  @Test
  void showsResultOfTestEvent() throws Exception {
    var webhook = "/v1/webhooks/" + register("[\"message.received\"]").at("/id").asText();
    listener.answer(500);

    api.post(webhook + "/test", null).is(202);

    assertThat(listener.take().headers()).containsEntry("x-crier-event", "webhook.test");
    var log =
        api.until(webhook + "/deliveries", it -> it.at("/items/0/state").asText().equals("failed"));
    assertThat(log.at("/items/0/attempts/0/statusCode").asInt()).isEqualTo(500);
    assertThat(log.at("/items/0/attempts/0/answer").asText()).isEqualTo(WebhookListener.ANSWER);
    assertThat(api.get(webhook).is(200).at("/failures").asInt()).isZero();
  }

  @Test
  void disablesGoneReceiverAndReplaysOnRequest() throws Exception {
    var session = api.newSession("support");
    api.post("/v1/sessions/" + session + "/stop", null).is(200);
    var webhook = "/v1/webhooks/" + register("[\"message.status\"]").at("/id").asText();
    listener.answer(410);
    var waiting = "{\"sessionId\":\"%s\",\"to\":\"%s\",\"type\":\"text\",\"body\":\"1\"}";
    api.post("/v1/messages", waiting.formatted(session, THEIRS)).is(202);
    var first = listener.take();
    api.until(webhook, it -> it.json().has("disabled"));

    api.post("/v1/messages", waiting.formatted(session, THEIRS)).is(202);
    assertThat(api.post(webhook + "/test", null).is(409).at("/code").asText())
        .isEqualTo("webhook_disabled");
    listener.answer(204);
    api.post(webhook + "/enable", null).is(200);
    api.post(webhook + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}").is(202);

    var replayed = List.of(listener.take(), listener.take());
    assertThat(replayed)
        .extracting(post -> post.headers().get("webhook-id"))
        .contains(first.headers().get("webhook-id"))
        .doesNotHaveDuplicates();
    api.until(webhook + "/deliveries?state=delivered", it -> it.at("/items").size() == 2);
  }

  @Test
  void signsWithOldAndNewSecretAfterRotation() throws Exception {
    var registered = register("[\"message.received\"]");
    var webhook = "/v1/webhooks/" + registered.at("/id").asText();

    var fresh = api.post(webhook + "/rotate-secret", null).is(200).at("/secret").asText();
    api.post(webhook + "/test", null).is(202);

    var post = listener.take();
    verify(fresh, post);
    verify(registered.at("/secret").asText(), post);
    assertThat(api.get(webhook).is(200).json().has("secret")).isFalse();
  }

  @Test
  void rejectsInternalAddress() {
    for (var url : List.of("http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/")) {
      assertThat(api.post("/v1/webhooks", "{\"url\":\"" + url + "\"}").is(422).at("/code").asText())
          .isEqualTo("webhook_url_blocked");
    }
  }

  @Test
  void postsOnlyWhatTheFiltersPassWithTheCustomHeaders() throws Exception {
    var session = api.newConnectedSession("support", OURS);
    var other = api.newConnectedSession("sales", "+966500000002");
    var created =
        api.post(
                "/v1/webhooks",
                """
                {"url":"%s","events":["message.received"],"sessions":["%s"],
                 "chats":["person"],"headers":{"Authorization":"Bearer 7Rk2mQ"}}
                """
                    .formatted(listener.url(), session))
            .is(201);

    assertThat(created.at("/sessions/0").asText()).isEqualTo(session);
    assertThat(created.at("/chats/0").asText()).isEqualTo("person");
    assertThat(created.at("/headers/0").asText()).isEqualTo("Authorization");
    assertThat(created.text() + api.get("/v1/webhooks").text()).doesNotContain("7Rk2mQ");
    write(other, "elsewhere");
    write(session, "here");
    var post = listener.take();
    assertThat(post.json().at("/data/body").asText()).isEqualTo("here");
    assertThat(post.headers()).containsEntry("authorization", "Bearer 7Rk2mQ");
    var webhook = "/v1/webhooks/" + created.at("/id").asText();
    api.post(webhook + "/test", null).is(202);
    assertThat(listener.take().json().at("/type").asText()).isEqualTo("webhook.test");
    var changed =
        api.call(
                "PATCH",
                webhook,
                "{\"sessions\":[],\"chats\":[\"group\"],\"headers\":{\"X-Team\":\"b\"}}")
            .is(200);
    assertThat(changed.at("/sessions")).isEmpty();
    assertThat(changed.at("/headers/0").asText()).isEqualTo("X-Team");
    assertThat(changed.at("/events/0").asText()).isEqualTo("message.received");
  }

  @Test
  void rejectsFiltersAndHeadersThatItMayNotHave() {
    var theirs =
        Api.operator(root).newAccount("Red Door Clinic").newConnectedSession("support", OURS);
    var webhook = "/v1/webhooks/" + register("[]").at("/id").asText();

    for (var sessions : List.of("[\"" + theirs + "\"]", "[\"nobody\"]", "[null]")) {
      var body = "{\"url\":\"" + listener.url() + "\",\"sessions\":" + sessions + "}";
      assertThat(api.post("/v1/webhooks", body).is(404).code()).isEqualTo("session_not_found");
      assertThat(api.call("PATCH", webhook, body).is(404).code()).isEqualTo("session_not_found");
    }
    for (var headers : List.of("{\"Host\":\"a\"}", "{\"X-A\":null}", "{\"X-A\":\"a\\nb\"}")) {
      var body = "{\"url\":\"" + listener.url() + "\",\"headers\":" + headers + "}";
      assertThat(api.post("/v1/webhooks", body).is(400).code()).isEqualTo("invalid_webhook_header");
    }
    for (var chats : List.of("[null]", "[\"nobody\"]")) {
      api.call("PATCH", webhook, "{\"chats\":" + chats + "}").is(400);
    }
  }

  private void write(String session, String body) {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + THEIRS + "\",\"type\":\"text\",\"body\":\"" + body + "\"}")
        .is(202);
  }

  @Test
  void changesAndDeletesWebhook() {
    var webhook = "/v1/webhooks/" + register("[]").at("/id").asText();

    var changed = api.call("PATCH", webhook, "{\"events\":[\"session.qr\"]}").is(200);
    assertThat(changed.at("/events/0").asText()).isEqualTo("session.qr");
    assertThat(changed.at("/url").asText()).isEqualTo(listener.url());
    assertThat(api.get(webhook).is(200).text()).isEqualTo(changed.text());

    api.call("DELETE", webhook, null).is(204);
    assertThat(api.get(webhook).is(404).at("/code").asText()).isEqualTo("webhook_not_found");
    assertThat(api.get("/v1/webhooks").is(200).at("/items")).isEmpty();
  }

  private JsonNode register(String events) {
    var request = "{\"url\":\"%s\",\"events\":%s}".formatted(listener.url(), events);
    return api.post("/v1/webhooks", request).is(201).json();
  }

  private void send(String session, int count) {
    for (var i = 0; i < count; i++) {
      api.post("/v1/messages", Api.text(session, THEIRS, "no. " + i), "Prefer", "wait=20").is(201);
    }
  }

  /** The lines before the first empty one. */
  private static List<String> greeting(Iterator<String> lines) {
    var greeting = new ArrayList<String>();
    for (var line = lines.next(); !line.isEmpty(); line = lines.next()) {
      greeting.add(line);
    }
    return greeting;
  }

  /** The ids of events, not those of heartbeats. */
  private static List<Long> ids(Iterator<String> lines, int count) {
    var ids = new ArrayList<Long>();
    var last = 0L;
    while (ids.size() < count) {
      var line = lines.next();
      if (line.startsWith("id: ")) {
        last = Long.parseLong(line.substring(4));
      } else if (line.startsWith("event: ")) {
        ids.add(last);
      }
    }
    return ids;
  }

  private static void verify(String secret, WebhookListener.Post post) throws Exception {
    var headers =
        post.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    new Webhook(secret).verify(post.body(), headers);
  }
}
