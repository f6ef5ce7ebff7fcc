package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Walks through the page of wapi from top to bottom: its dashboard, its rules and its error table;
 * {@link WapiSendIT} sends. The table at the end lists what it promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WapiIT extends WapiFixture {

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void openAccount() {
    user = Api.operator(root).newAccount("Jane", "business");
  }

  // The dashboard: connection, queue, role of the key, QR code

  @Test
  void showsConnectionAndQueue() {
    link("main");

    var status = data(get("/status").is(200));

    assertFields(
        status,
        "status",
        "connected",
        "user",
        "connectedAt",
        "qrAvailable",
        "qrExpiresAt",
        "reconnectAttempts",
        "pendingMessages",
        "queueGapMs",
        "sentToday",
        "dailyLimit",
        "lastError");
    assertThat(status.path("status").asText()).isEqualTo("connected");
    assertThat(status.path("connected").asBoolean()).isTrue();
    assertThat(status.path("user").asText()).isEqualTo("96******0004");
    assertThat(Instant.parse(status.path("connectedAt").asText())).isBefore(Instant.now());
    assertThat(status.path("qrAvailable").asBoolean()).isFalse();
    assertThat(status.path("qrExpiresAt").isNull()).isTrue();
    assertThat(status.path("reconnectAttempts").asInt()).isZero();
    assertThat(status.path("pendingMessages").asInt()).isZero();
    assertFields(status.path("queueGapMs"), "min", "max");
    assertThat(status.path("sentToday").asInt()).isZero();
    assertThat(status.path("dailyLimit").asInt()).isEqualTo(500);
    assertThat(status.path("lastError").isNull()).isTrue();
  }

  @Test
  void hasTheDocumentedGapAndDailyLimitByDefault() {
    user.post("/v1/sessions", "{\"name\":\"main\"}").is(201);

    var status = data(get("/status").is(200));

    assertThat(status.path("queueGapMs").toString()).isEqualTo("{\"min\":5000,\"max\":9000}");
    assertThat(status.path("dailyLimit").asInt()).isEqualTo(500);
  }

  @Test
  void linksAndUnlinksByQrCode() {
    var session = user.newSession("main");

    var qr = data(get("/qr").is(200));
    assertFields(qr, "qr", "expiresAt");
    assertThat(Instant.parse(qr.path("expiresAt").asText())).isAfter(Instant.now());
    var png = get("/qr?format=png").is(200);
    assertThat(png.header("Content-Type")).hasValue("image/png");
    assertThat(png.response().body()).startsWith(PNG);
    assertError(get("/qr?format=gif"), 422, "VALIDATION_ERROR");
    var waiting = data(get("/status"));
    assertThat(waiting.path("status").asText()).isEqualTo("awaiting_scan");
    assertThat(waiting.path("connected").asBoolean()).isFalse();
    assertThat(waiting.path("user").isNull()).isTrue();
    assertThat(waiting.path("qrAvailable").asBoolean()).isTrue();
    assertThat(waiting.path("qrExpiresAt").isTextual()).isTrue();

    user.post("/simulator/sessions/" + session + "/scan", "{\"number\":\"+966590000004\"}").is(204);
    untilStatus("connected", "true");
    assertError(get("/qr"), 409, "ALREADY_CONNECTED");

    assertThat(data(post("/logout", null).is(200)).toString()).isEqualTo("{\"loggedOut\":true}");
    untilStatus("qrAvailable", "true");
    user.post("/v1/sessions/" + session + "/stop", null).is(200);
    assertError(get("/qr"), 503, "QR_NOT_READY");
  }

  @Test
  void showsTheKeyAndTheServer() {
    var me = data(get("/me").is(200));
    assertFields(me, "id", "name", "prefix", "role", "status", "createdAt", "expiresAt");
    assertThat(me.path("role").asText()).isEqualTo("admin");
    assertThat(user.key()).startsWith(me.path("prefix").asText());

    var server = data(get("/server-info").is(200));
    assertFields(server, "name", "baseUrl");
    assertThat(server.path("baseUrl").asText()).endsWith("/wapi/api");
    var health = new Api(root, "none").get("/wapi/healthz").is(200);
    assertThat(data(health).toString()).isEqualTo("{\"status\":\"ok\"}");
  }

  // Authentication and response format

  @Test
  void takesTheKeyFromEitherHeader() throws Exception {
    for (var header : List.of("X-API-Key: " + user.key(), "Authorization: Bearer " + user.key())) {
      var parts = header.split(": ", 2);
      assertThat(status("/me", parts[0], parts[1])).isEqualTo(200);
    }
    assertThat(status("/me", "Accept", "*/*")).isEqualTo(401);
  }

  @Test
  void answers401ToMissingInvalidAndRevokedKeys() {
    var revoked = newKey("api");
    post("/admin/revoke-key", "{\"id\":\"" + revoked.key().substring(0, 12) + "\"}").is(200);

    for (var key : List.of("", "nonsense", revoked.key().substring(1), revoked.key())) {
      assertError(new Api(root, key).get("/wapi/api/me"), 401, "UNAUTHORIZED");
    }
  }

  @Test
  void answersEverythingInTheSameShape() {
    var success = get("/me").is(200);
    assertThat(success.json().fieldNames())
        .toIterable()
        .containsExactly("success", "data", "error", "code");
    assertThat(success.at("/success").asBoolean()).isTrue();
    assertThat(success.at("/error").asText("?")).isEmpty();
    assertThat(success.at("/code").asText("?")).isEmpty();

    assertError(get("/nothing"), 404, "ROUTE_NOT_FOUND");
    assertError(user.get("/wapi"), 404, "ROUTE_NOT_FOUND");
    assertError(user.call("DELETE", "/wapi/api/me", null), 405, "METHOD_NOT_ALLOWED");
    assertError(post("/send-message", "{}", "Accept", "image/png"), 406, "NOT_ACCEPTABLE");
    assertError(post("/send-message", "--B\r\n--B--"), 415, "MEDIA_TYPE_UNSUPPORTED");
    assertError(get("/me;%00"), 400, "VALIDATION_ERROR");
  }

  // Errors and rate limits

  @Test
  void answersValidationErrorsWithDetails() {
    link("main");

    var malformed = assertError(post("/send-message", "{"), 400, "VALIDATION_ERROR");
    assertThat(malformed.at("/details")).hasSize(1);
    assertInvalid("/send-message", "{\"message\":\"x\"}", "to");
    assertInvalid("/send-message", "{\"to\":\"" + TO + "\"}", "message");
    assertInvalid("/send-message", "{\"to\":5,\"message\":\"x\"}", "to");
    assertInvalid("/send-message", text(TO, "", "\"x\":1"), "message");
    assertInvalid("/send-message", text(TO, "x".repeat(4_097), "\"x\":1"), "message");
    assertInvalid("/send-message", text("nobody", "x", "\"x\":1"), "to");
    assertInvalid("/admin/generate-key", "{\"name\":\"x\",\"role\":\"api\"}", "name");
    assertInvalid("/admin/generate-key", "{\"name\":\"xy\",\"role\":\"king\"}", "role");
  }

  @Test
  void answers403WhereAnAdminKeyIsNeeded() {
    link("main");
    var api = newKey("api");

    for (var path : List.of("/admin/list-keys", "/qr")) {
      assertError(api.get("/wapi/api" + path), 403, "ADMIN_REQUIRED");
    }
    assertError(api.post("/wapi/api/logout", null), 403, "ADMIN_REQUIRED");
    assertError(
        api.post("/wapi/api/admin/generate-key", "{\"name\":\"xy\",\"role\":\"api\"}"),
        403,
        "ADMIN_REQUIRED");
    assertError(
        api.post("/wapi/api/admin/revoke-key", "{\"id\":\"" + api.key().substring(0, 12) + "\"}"),
        403,
        "ADMIN_REQUIRED");
    api.get("/wapi/api/status").is(200);
    api.post("/wapi/api/send-message", text(TO, "x", "\"x\":1")).is(201);
  }

  @Test
  void answers404ToNumbersThatAreNotOnWhatsApp() {
    var session = link("main");
    faults(session, "{\"unknownNumbers\":[\"+" + TO + "\"]}");

    var answer = assertError(send(TO, "x"), 404, "RECIPIENT_NOT_FOUND");

    assertThat(answer.at("/error").asText()).isEqualTo("the number is not on WhatsApp");
    assertThat(data(get("/messages")).path("messages")).isEmpty();
  }

  @Test
  void limitsRequestsByKey() {
    for (int more = 0; more < 120; more++) {
      get("/me").is(200);
    }

    var answer = assertError(get("/me"), 429, "RATE_LIMITED");

    assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow())).isBetween(780, 900);
    user.get("/v1/account").is(200);
    user.withKey("{\"name\":\"other\",\"role\":\"send\"}").get("/wapi/api/me").is(200);
  }

  @Test
  void limitsMessagesByDay() {
    var session = link("main");
    user.call("PATCH", "/v1/sessions/" + session, "{\"pacing\":{\"dailyCap\":1}}").is(200);
    send(TO, "the last one").is(201);

    var answer = assertError(send(TO, "one too many"), 429, "DAILY_LIMIT_REACHED");

    var midnight =
        LocalDate.now(ZoneOffset.UTC).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    assertThat(Long.parseLong(answer.header("retry-after").orElseThrow()))
        .isCloseTo(Duration.between(Instant.now(), midnight).toSeconds(), offset(5L));
    assertThat(data(get("/status")).path("dailyLimit").asInt()).isOne();
  }

  @Test
  void answers503WhileTheSessionIsNotLinked() {
    user.newSession("main");

    assertError(send(TO, "x"), 503, "WHATSAPP_NOT_CONNECTED");
  }

  // API keys

  @Test
  void generatesListsAndRevokesKeys() {
    var body = "{\"name\":\"Sheets\",\"role\":\"api\",\"expiresAt\":\"2099-01-31T09:30:00Z\"}";
    var created = data(post("/admin/generate-key", body).is(201));
    assertFields(
        created, "id", "key", "name", "prefix", "role", "status", "createdAt", "expiresAt");
    assertThat(created.path("name").asText()).isEqualTo("Sheets");
    assertThat(created.path("role").asText()).isEqualTo("api");
    assertThat(created.path("status").asText()).isEqualTo("active");
    assertThat(created.path("expiresAt").asText()).startsWith("2099-01-31T09:30");
    var key = created.path("key").asText();
    assertThat(key).startsWith(created.path("prefix").asText());
    assertThat(data(new Api(root, key).get("/wapi/api/me").is(200)).path("role").asText())
        .isEqualTo("api");

    var id = "{\"id\":\"" + created.path("id").asText() + "\"}";
    var revoked = data(post("/admin/revoke-key", id).is(200));
    assertThat(revoked.path("status").asText()).isEqualTo("revoked");
    new Api(root, key).get("/wapi/api/me").is(401);

    var list = get("/admin/list-keys").is(200);
    assertThat(data(list).path("keys").findValuesAsText("status"))
        .containsExactly("revoked", "active");
    assertThat(list.text()).doesNotContain(key);
    assertError(post("/admin/revoke-key", "{\"id\":\"crl_00000000\"}"), 404, "KEY_NOT_FOUND");
    assertError(post("/admin/revoke-key", "{\"id\":\"7\"}"), 404, "KEY_NOT_FOUND");
  }

  // A spreadsheet

  @Test
  void servesASpreadsheet() throws Exception {
    link("main");
    var sheet = new Spreadsheet(root.resolve("/wapi/api").toString(), user.key());

    assertThat(sheet.isConnected()).isTrue();
    assertThat(sheet.send("+92 (300) 123-4567", "Hello from row 2")).isEqualTo("sent");
    assertThat(sheet.send("12", "Hello from row 3")).startsWith("to: expected digits");
  }

  /** What a script in a spreadsheet does: its base URL ends in /api, it sends one header. */
  private record Spreadsheet(String base, String key) {

    boolean isConnected() throws Exception {
      return call("/status", null).at("/data/connected").asBoolean();
    }

    /** What it writes into the row. */
    String send(String number, String text) throws Exception {
      var body =
          Json.MAPPER
              .createObjectNode()
              .put("to", number.replaceAll("\\D", ""))
              .put("message", text);
      var answer = call("/send-message", body.toString());
      return answer.path("success").asBoolean()
          ? answer.at("/data/status").asText()
          : answer.path("error").asText();
    }

    private JsonNode call(String path, String body) throws Exception {
      var answer = once(path, body);
      return answer.path("success").asBoolean() ? answer : once(path, body);
    }

    private JsonNode once(String path, String body) throws Exception {
      var request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header("X-API-Key", key)
              .header("Content-Type", "application/json");
      if (body != null) {
        request.POST(BodyPublishers.ofString(body));
      }
      try (var client = HttpClient.newHttpClient()) {
        return Json.read(client.send(request.build(), BodyHandlers.ofString()).body());
      }
    }
  }
}

/*
 * What the page promises, and the test that shows it.
 *
 * connection, messages in queue, gap .............. showsConnectionAndQueue
 * 5-9s gap, 500 a day by default .................. hasTheDocumentedGapAndDailyLimitByDefault
 * your API key role ............................... showsTheKeyAndTheServer
 * QR code, scan, logout ........................... linksAndUnlinksByQrCode
 * queue and history, top of the list sends next ... WapiSendIT.answersQueuedWhenTheMessageHasToWait
 * no delivered and seen receipts .................. WapiSendIT.answersQueuedWhenTheMessageHasToWait
 * key in X-API-Key or Authorization ............... takesTheKeyFromEitherHeader
 * every response has the same JSON shape .......... answersEverythingInTheSameShape, all others
 * digits, no +; group ids work .................... WapiSendIT.sendsAText, WapiSendIT.sendsToGroups
 * one at a time, gap, typing, cool-down ........... SendQueuePacingTest, PaceTest
 * numbers are verified before sending ............. answers404ToNumbersThatAreNotOnWhatsApp
 * status sent, within about 15 s .................. WapiSendIT.sendsAText
 * status queued: it will send ..................... WapiSendIT.answersQueuedWhenTheMessageHasToWait
 *   ... and survives a restart .................... BulkSendKillIT, KillIT
 * status failed ................................... WapiSendIT.answersFailedWhenTheMessageFails
 * 400 / 422 VALIDATION_ERROR, details ............. answersValidationErrorsWithDetails
 * 401 UNAUTHORIZED ................................ answers401ToMissingInvalidAndRevokedKeys
 * 403 ADMIN_REQUIRED .............................. answers403WhereAnAdminKeyIsNeeded
 * 404 RECIPIENT_NOT_FOUND ......................... answers404ToNumbersThatAreNotOnWhatsApp
 * 413 UPLOAD_ERROR, 25 MB ......................... WapiSendIT.refusesFilesThatCannotBeSent
 * 429 RATE_LIMITED, 120 in 15 min, retry-after .... limitsRequestsByKey
 * 429 DAILY_LIMIT_REACHED, until midnight UTC ..... limitsMessagesByDay
 * 503 WHATSAPP_NOT_CONNECTED ...................... answers503WhileTheSessionIsNotLinked
 * API keys: name, prefix, role, status ............ generatesListsAndRevokesKeys
 *   last used ..................................... AuthenticateTest
 * as many requests as you like, they queue ........ BulkSendKillIT
 * Google Sheets client ............................ servesASpreadsheet
 */
