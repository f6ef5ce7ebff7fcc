package io.crier.bootstrap;

import static io.crier.bootstrap.Deployments.crier;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a caller sends, the answer is a 4xx that says what is wrong with it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BadInputIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final String KEYS = "/v1/api-keys";

  @ArquillianResource private URI root;

  @Deployment
  static WebArchive deployment() {
    return crier();
  }

  @Test
  void rejectsInvalidJson() {
    for (var body :
        new String[] {
          "", "{", "{\"name\":", "{]", "name=x", "{\"name\":\"x\",\"role\":\"read\"}{", "\u0000"
        }) {
      assertProblem(post(KEYS, body), 400, "invalid_json");
    }
  }

  @Test
  void rejectsBodyOfWrongShape() {
    for (var body :
        new String[] {
          "null",
          "[]",
          "7",
          "\"x\"",
          "{}",
          "{\"name\":7,\"role\":\"read\"}",
          "{\"name\":\"x\",\"role\":\"king\"}",
          "{\"name\":\"x\",\"role\":1}",
          "{\"name\":\"x\",\"role\":\"read\",\"operator\":\"true\"}",
          "{\"name\":\"x\",\"role\":\"read\",\"sessions\":{}}",
          "{\"name\":\"x\",\"role\":\"read\",\"expiresAt\":1}",
          "{\"name\":\"x\",\"role\":\"read\",\"expiresAt\":\"2026-02-30T00:00:00Z\"}"
        }) {
      assertProblem(post(KEYS, body), 400, "invalid_request");
    }
  }

  @Test
  void rejectsUnknownFieldByName() {
    var answer = post(KEYS, "{\"name\":\"x\",\"role\":\"read\",\"admin\":true}");

    assertThat(assertProblem(answer, 400, "invalid_request").at("/detail").asText())
        .startsWith("admin: unknown field");
  }

  @Test
  void rejectsBodyOfTenMegabytes() {
    var body = ("{\"name\":\"" + "x".repeat(10_000_000) + "\",\"role\":\"read\"}").getBytes(UTF_8);

    assertProblem(post(KEYS, BodyPublishers.ofByteArray(body)), 413, "body_too_large");
  }

  @Test
  void rejectsBodyOfTenMegabytesOfUnknownLength() {
    var body = ("[" + " ".repeat(10_000_000) + "]").getBytes(UTF_8);
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

    assertThat(post(KEYS, chunked).statusCode()).isIn(400, 413);
  }

  @Test
  void rejectsCompressedBody() {
    var answer =
        send(
            request(KEYS)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b, 8, 0})));

    assertProblem(answer, 415, "unsupported_media_type");
  }

  @Test
  void rejectsDeepNesting() {
    assertThat(post(KEYS, "[".repeat(100_000)).statusCode()).isEqualTo(400);
    assertThat(post(KEYS, "{\"name\":".repeat(100_000)).statusCode()).isEqualTo(400);
    assertProblem(
        post("/v1/sessions", "{\"settings\":" + "{\"a\":".repeat(50) + "1" + "}".repeat(51)), 400);
  }

  @Test
  void rejectsInvalidNumbers() {
    for (var number : new String[] {"1.5", "1e400", "\"1\"", "true", "9".repeat(30), "-1", "[]"}) {
      assertProblem(
          call(
              "PUT",
              "/v1/operator/accounts/" + UUID.randomUUID() + "/credits",
              "{\"left\":" + number + "}"),
          400);
    }
  }

  @Test
  void rejectsForgedCursor() {
    for (var cursor : new String[] {"x", "AAAA", "%21%21", "A".repeat(2_000)}) {
      assertProblem(get(KEYS + "?cursor=" + cursor), 400, "invalid_cursor");
    }
  }

  @Test
  void rejectsLimitOutOfRange() {
    for (var limit : new String[] {"0", "-1", "201", "x", "1.5", "99999999999999999999"}) {
      assertProblem(get(KEYS + "?limit=" + limit), 400, "invalid_request");
    }
  }

  @Test
  void answers404ForUnknownIds() {
    for (var id : new String[] {"x", "1", "%20", UUID.randomUUID().toString()}) {
      assertProblem(get("/v1/operator/accounts/" + id), 404, "account_not_found");
      assertProblem(get("/v1/sessions/" + id), 404, "session_not_found");
      assertProblem(get("/v1/messages/" + id), 404, "message_not_found");
      assertProblem(get("/v1/api-keys/" + id), 404, "api_key_not_found");
    }
    assertProblem(get("/v1/nothing"), 404, "not_found");
    assertProblem(get("/nothing"), 404, "not_found");
  }

  @Test
  void rejectsInvalidPhoneNumber() {
    for (var number :
        new String[] {"x", "+0123456789", "+1", "%20", "1@c.us", "+123456789012345678"}) {
      assertProblem(get("/v1/phones/" + number), 400, "invalid_phone_number");
      assertProblem(call("DELETE", "/v1/phones/" + number, ""), 400, "invalid_phone_number");
      assertProblem(
          post("/v1/phones", "{\"number\":\"" + number + "\"}"), 400, "invalid_phone_number");
    }
    for (var name : new String[] {"", " ", "x".repeat(101)}) {
      assertProblem(
          post("/v1/phones", "{\"number\":\"+34612345678\",\"displayName\":\"" + name + "\"}"),
          400,
          "invalid_display_name");
    }
    assertProblem(post("/v1/phones", "{\"number\":null}"), 400, "invalid_request");
    for (var number : new String[] {"+34612345678", "%2B34612345678", "34612345678"}) {
      assertProblem(get("/v1/phones/" + number), 404, "phone_not_found");
    }
  }

  @Test
  void rejectsInvalidCode() {
    for (var code : new String[] {"", "12345", "1234567", "12345x", "١٢٣٤٥٦", " 12345"}) {
      assertProblem(
          post("/v1/phones/+34612345678/verify", "{\"code\":\"" + code + "\"}"),
          422,
          "invalid_code");
    }
    for (var body : new String[] {"{}", "{\"code\":123456}", "{\"code\":null}", "[]"}) {
      assertProblem(post("/v1/phones/+34612345678/verify", body), 400, "invalid_request");
    }
  }

  @Test
  void rejectsInvalidSubscription() {
    var other = "\"phoneNumber\":\"+34612345678\",\"xUsername\":\"jack\"";
    for (var name : new String[] {"", "@", "@@jack", "a b", "x".repeat(16), "جاك", "../jack"}) {
      assertProblem(
          subscribe("\"phoneNumber\":\"+34612345678\",\"xUsername\":\"" + name + "\""),
          400,
          "invalid_x_username");
    }
    assertProblem(
        subscribe("\"phoneNumber\":\"x\",\"xUsername\":\"jack\""), 400, "invalid_phone_number");
    for (var keywords :
        new String[] {"[\"\"]", "[null]", "[\"" + "x".repeat(101) + "\"]", "[\" \"]"}) {
      assertProblem(subscribe(other + ",\"keywords\":" + keywords), 400, "invalid_keywords");
    }
    for (var wrong :
        new String[] {
          "\"keywords\":\"x\"", "\"keywords\":[1]", "\"includeReplies\":\"yes\"",
          "\"textMode\":\"long\"", "\"textMode\":1", "\"since\":1"
        }) {
      assertProblem(subscribe(other + "," + wrong), 400, "invalid_request");
    }
    assertProblem(subscribe("\"xUsername\":\"jack\""), 400, "invalid_request");
    assertProblem(subscribe("\"phoneNumber\":\"+34612345678\""), 400, "invalid_request");
    assertProblem(subscribe(other), 404, "phone_not_found");
    for (var id : new String[] {"x", "%20", UUID.randomUUID().toString()}) {
      assertProblem(get("/v1/subscriptions/" + id), 404, "subscription_not_found");
      assertProblem(call("DELETE", "/v1/subscriptions/" + id, ""), 404, "subscription_not_found");
    }
  }

  private HttpResponse<String> subscribe(String fields) {
    return post("/v1/subscriptions", "{" + fields + "}");
  }

  @Test
  void rejectsInvalidNotificationFilter() {
    var notifications = "/v1/notifications?";
    assertProblem(get(notifications + "phoneNumber=x"), 400, "invalid_phone_number");
    assertProblem(get(notifications + "xUsername=a%20b"), 400, "invalid_x_username");
    assertProblem(get(notifications + "from=yesterday"), 400, "invalid_request");
    assertProblem(get(notifications + "cursor=x"), 400, "invalid_cursor");
    assertThat(get(notifications + "xUsername=nobody").statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsWrongMethodAndMediaType() {
    assertProblem(call("PUT", KEYS, "{}"), 405, "method_not_allowed");
    assertProblem(
        send(request(KEYS).header("Content-Type", "text/plain").POST(BodyPublishers.ofString("x"))),
        415,
        "unsupported_media_type");
    assertProblem(
        send(request("/v1/account").header("Accept", "image/png").GET()), 406, "not_acceptable");
    assertProblem(send(request("/v1/account").header("Accept", ";").GET()), 400, "bad_request");
  }

  @Test
  void requiresAKeyOnEveryPath() {
    for (var path :
        new String[] {"/v1/account", "/v1/nothing", "/v1", "/simulator/x", "/v1;a=b/account"}) {
      assertProblem(
          send(HttpRequest.newBuilder(root.resolve(path)).GET()), 401, "missing_authorization");
    }
  }

  @Test
  void distinguishesInvalidKeys() {
    assertProblem(as("203.0.113.1", "crl_x"), 401, "invalid_api_key");
    assertProblem(
        send(
            HttpRequest.newBuilder(root.resolve("/v1/account"))
                .header("Authorization", "Basic eDp5")
                .GET()),
        401,
        "invalid_authorization");

    var revoked = newKey();
    assertThat(send(request(KEYS + "/" + revoked.substring(0, 12)).DELETE()).statusCode())
        .isEqualTo(204);
    assertProblem(as("203.0.113.1", revoked), 401, "api_key_revoked");
  }

  @Test
  void blocksGuessingOfKeys() {
    for (int i = 0; i < 10; i++) {
      assertProblem(as("203.0.113.66", "crl_" + i), 401, "invalid_api_key");
    }

    var answer = as("203.0.113.66", adminKey());

    assertProblem(answer, 429, "too_many_auth_failures");
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    assertThat(as("203.0.113.67", adminKey()).statusCode()).isEqualTo(200);
  }

  @Test
  void validatesAndHonoursIdempotencyKey() {
    assertProblem(
        idempotent("with space", "{\"name\":\"x\",\"role\":\"read\"}"),
        400,
        "idempotency_key_invalid");

    var key = UUID.randomUUID().toString();
    var first = idempotent(key, "{\"name\":\"once\",\"role\":\"read\"}");
    var again = idempotent(key, "{\"name\":\"once\",\"role\":\"read\"}");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertProblem(
        idempotent(key, "{\"name\":\"twice\",\"role\":\"read\"}"), 422, "idempotency_key_reused");
    send(request(KEYS + "/" + json(first).at("/details/keyPrefix").asText()).DELETE());
  }

  @Test
  void returnsRequestId() {
    var answer = send(request("/v1/nothing").header("x-request-id", "my-request-42").GET());

    assertThat(answer.headers().firstValue("x-request-id")).hasValue("my-request-42");
    assertThat(json(answer).at("/requestId").asText()).isEqualTo("my-request-42");
    assertThat(get("/v1/account").headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void returnsRateLimitHeaders() {
    var headers = get("/v1/account").headers();

    assertThat(headers.firstValueAsLong("X-RateLimit-Limit").orElseThrow()).isEqualTo(6_000);
    assertThat(headers.firstValueAsLong("X-RateLimit-Remaining").orElseThrow()).isLessThan(6_000);
    assertThat(headers.firstValue("X-RateLimit-Reset")).isPresent();
  }

  @Test
  void rejectsInvalidHttpWithoutStackTrace() throws IOException {
    for (var text :
        new String[] {
          "NONSENSE\r\n\r\n",
          "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /v1/account HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n"
        }) {
      try (var socket = new Socket(root.getHost(), root.getPort())) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.shutdownOutput();
        var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer).doesNotContain(" 500 ", "\tat ", "Exception");
      }
    }
  }

  private static JsonNode assertProblem(HttpResponse<String> answer, int status, String code) {
    var problem = assertProblem(answer, status);
    assertThat(problem.at("/code").asText()).as(answer.body()).isEqualTo(code);
    return problem;
  }

  private static JsonNode assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    var problem = json(answer);
    assertThat(problem.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "requestId");
    assertThat(problem.at("/status").asInt()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception", "io.crier", "\tat ", "java.");
    return problem;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private String newKey() {
    var answer = post(KEYS, "{\"name\":\"to be revoked\",\"role\":\"read\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).at("/key").asText();
  }

  private HttpResponse<String> idempotent(String key, String body) {
    return send(
        request(KEYS)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> as(String client, String key) {
    return send(
        HttpRequest.newBuilder(root.resolve("/v1/account"))
            .header("X-Forwarded-For", client)
            .header("X-Api-Key", key)
            .GET());
  }

  private HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  private HttpResponse<String> post(String path, String body) {
    return post(path, BodyPublishers.ofString(body));
  }

  private HttpResponse<String> post(String path, BodyPublisher body) {
    return send(request(path).header("Content-Type", "application/json").POST(body));
  }

  private HttpResponse<String> call(String method, String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path))
        .header("Authorization", "Bearer " + adminKey());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The operator's, from the file that the first start left. */
  private static String adminKey() {
    var label = "admin-key: ";
    try (var lines = Files.lines(Path.of(System.getenv("CRIER_DATA"), "first-start.txt"))) {
      return lines
          .filter(line -> line.startsWith(label))
          .map(line -> line.substring(label.length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
