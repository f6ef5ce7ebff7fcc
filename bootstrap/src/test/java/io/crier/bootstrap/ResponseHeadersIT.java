package io.crier.bootstrap;

import static io.crier.bootstrap.SharedFakeX.X;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Headers of responses, tested with every operation of the document that declares them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ResponseHeadersIT {

  private static final String ORIGIN = "https://console.example";

  @ArquillianResource private URI root;

  private Api operator;
  private Api api;
  private Map<String, String> ids;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createWhatRequestsReferTo() {
    operator = Api.operator(root);
    api = operator.newAccount("Blue Door Clinic");
    var session = api.newConnectedSession("alerts", "+966500000001");
    var phone = "+9665013%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    api.verifyPhone(phone, session);
    X.account("jack");
    var other = api.withKey("{\"name\":\"other\",\"role\":\"read\"}");
    ids =
        new HashMap<>(
            Map.of("session", session, "phone", phone, "key", other.key().substring(0, 12)));
  }

  @Test
  void returnsTheLocationOfCreatedResources() {
    var creating = operations(it -> it.has("201") || it.at("/202/headers").has("Location"));
    // Without forEveryone it cancels a message.
    creating.remove("DELETE /v1/messages/{}");
    ids.put("message", sentMessage());
    assertThat(creating).contains("POST /v1/sessions", "POST /v1/phones");
    for (var operation : creating) {
      var route = Routes.get(operation);
      var caller = route.isForOperators() ? operator : api;

      var location = route.callAs(caller, ids).header("Location");

      assertThat(location).as("%s", route).get().asString().startsWith("/v1/");
      caller.get(location.get()).is(200);
    }
    operator.call("DELETE", "/v1/operator/alert-senders/" + ids.get("session"), null).is(204);
  }

  @Test
  void namesTheSamePlaceWhenAnIdempotentRequestIsRepeated() {
    for (var request :
        List.of(
            List.of("/v1/api-keys", "{\"name\":\"once\",\"role\":\"read\"}"),
            List.of("/v1/messages", Api.text(ids.get("session"), Routes.NUMBER, "once")))) {
      var path = request.get(0);
      var first = api.post(path, request.get(1), "Idempotency-Key", path).header("Location");

      var second = api.post(path, request.get(1), "Idempotency-Key", path);

      assertThat(second.header("Idempotent-Replayed")).hasValue("true");
      assertThat(second.header("Location")).isEqualTo(first).isPresent();
    }
  }

  @Test
  void namesTheMessageThatWasSent() {
    var message = Api.text(ids.get("session"), Routes.NUMBER, "now");

    var sent = api.post("/v1/messages", message, "Prefer", "wait=20").is(201);

    assertThat(sent.header("Location")).hasValue("/v1/messages/" + sent.at("/id").asText());
  }

  @Test
  void answersNotModifiedWhileNothingChanges() {
    var session = ids.get("session");
    ids.put("account", api.get("/v1/account").at("/account/id").asText());
    var received = unsupportedMessage();
    ids.put(
        "group",
        api.post(
                "/v1/sessions/" + session + "/groups",
                "{\"subject\":\"x\",\"participants\":[\"" + Routes.NUMBER + "\"]}")
            .is(201)
            .at("/group/id")
            .asText());
    ids.put(
        "channel",
        api.post("/simulator/sessions/" + session + "/channels", "{\"name\":\"x\"}")
            .is(200)
            .at("/id")
            .asText());
    api.post(
            "/simulator/sessions/" + session + "/phone/labels",
            "{\"label\":\"" + Routes.LABEL + "\",\"name\":\"x\"}")
        .is(202);
    ids.put("webhook", idOf("/v1/webhooks", "{\"url\":\"https://shop.invalid/hook\"}"));
    ids.put(
        "subscription",
        idOf(
            "/v1/subscriptions",
            "{\"xUsername\":\"jack\",\"phoneNumber\":\"" + ids.get("phone") + "\"}"));
    var user =
        api.post(
                "/v1/users",
                "{\"email\":\"" + System.nanoTime() + "@crier.example\",\"role\":\"member\"}")
            .is(201);
    ids.put("user", user.at("/id").asText());
    ids.put("token", user.at("/invitation/url").asText().replaceFirst(".*/", ""));
    var sent = sentMessage();
    api.until("/v1/messages/" + sent, it -> it.at("/status").asText().equals("read"));
    operator.post("/v1/operator/alert-senders", "{\"sessionId\":\"" + session + "\"}").is(201);

    var conditional = operations(it -> it.at("/200/headers").has("ETag"));

    assertThat(conditional).contains("GET /v1/account", "GET /v1/sessions/{}");
    for (var operation : conditional) {
      var route = Routes.get(operation);
      var caller = route.isForOperators() ? operator : api;
      ids.put("message", operation.endsWith("/receipts") ? sent : received);
      var tag = route.callAs(caller, ids).is(200).header("ETag").orElseThrow();

      var same = route.callAs(caller, ids, "If-None-Match", "\"other\", " + tag).is(304);
      var other = route.callAs(caller, ids, "If-None-Match", "W/\"other\"").is(200);

      assertThat(same.text()).isEmpty();
      assertThat(same.header("ETag")).hasValue(tag);
      assertThat(same.header("Cache-Control")).hasValue("no-store");
      assertThat(same.header("Content-Type")).isEmpty();
      assertThat(other.header("ETag")).hasValue(tag);
    }
    operator.call("DELETE", "/v1/operator/alert-senders/" + session, null).is(204);
  }

  private String sentMessage() {
    var message = Api.text(ids.get("session"), Routes.NUMBER, "x");
    return api.post("/v1/messages", message, "Prefer", "wait=20").is(201).at("/id").asText();
  }

  /** The raw form is kept of such a one. */
  private String unsupportedMessage() {
    api.post(
            "/simulator/sessions/" + ids.get("session") + "/inbound",
            "{\"from\":\"+966507654321\",\"type\":\"unsupported\",\"body\":\"x\"}")
        .is(202);
    return api.until(
            "/v1/messages?direction=inbound",
            it -> it.at("/items/0/type").asText().equals("unsupported"))
        .at("/items/0/id")
        .asText();
  }

  @Test
  void keepsJsonOutOfCaches() {
    assertThat(api.get("/v1/sessions").header("Cache-Control")).hasValue("no-store");
    assertThat(api.get("/v1/sessions/" + ids.get("session")).header("Cache-Control"))
        .hasValue("no-store");
    assertThat(api.get("/v1/sessions/x").is(404).header("Cache-Control")).hasValue("no-store");
    assertThat(new Api(root, "x").get("/v1/sessions").is(401).header("Cache-Control"))
        .hasValue("no-store");
    assertThat(api.get("/nothing").is(404).header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void compressesLargeJson() throws Exception {
    for (var i = 0; i < 10; i++) {
      api.withKey("{\"name\":\"key no. " + i + "\",\"role\":\"read\"}");
    }
    var plain = api.get("/v1/api-keys");

    var compressed =
        send(
            HttpRequest.newBuilder(root.resolve("/v1/api-keys"))
                .header("Authorization", "Bearer " + api.key())
                .header("Accept-Encoding", "gzip"));

    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(compressed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    var bytes = compressed.body();
    assertThat(bytes).hasSizeLessThan(plain.response().body().length / 2);
    try (var json = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      assertThat(new String(json.readAllBytes(), UTF_8)).isEqualTo(plain.text());
    }
  }

  @Test
  void allowsRequestsOfConfiguredOrigins() {
    var allowed = api.get("/v1/account", "Origin", ORIGIN).is(200);
    var refused = new Api(root, "x").get("/v1/account", "Origin", ORIGIN).is(401);
    var others = api.get("/v1/account", "Origin", "https://other.example").is(200);

    for (var answer : List.of(allowed, refused)) {
      assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(ORIGIN);
      assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow())
          .contains("Location", "ETag", "Retry-After", "x-request-id");
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }
    assertThat(others.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void answersPreflightRequestsWithoutAKey() throws Exception {
    var preflight =
        HttpRequest.newBuilder(root.resolve("/v1/messages"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type");

    var allowed = send(preflight.copy().header("Origin", ORIGIN));
    var others = send(preflight.copy().header("Origin", "https://other.example"));

    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
        .contains("POST", "PATCH", "DELETE");
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("authorization", "idempotency-key");
    assertThat(others.statusCode()).isEqualTo(401);
    assertThat(others.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }

  private String idOf(String path, String body) {
    return api.post(path, body).at("/id").asText();
  }

  /** Crier's own operations with such responses. */
  private Set<String> operations(Predicate<JsonNode> responses) {
    var operations = new TreeSet<String>();
    for (var path : operator.get("/openapi?format=json").at("/paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (path.getKey().startsWith("/v1/")
            && responses.test(operation.getValue().path("responses"))) {
          operations.add(Route.documented(operation.getKey().toUpperCase(ROOT), path.getKey()));
        }
      }
    }
    return operations;
  }
}
