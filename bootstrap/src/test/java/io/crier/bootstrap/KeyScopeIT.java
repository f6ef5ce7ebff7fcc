package io.crier.bootstrap;

import static io.crier.bootstrap.Api.text;
import static io.crier.bootstrap.Routes.NUMBER;
import static io.crier.bootstrap.SharedFakeX.X;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every route within one account: the sessions and the role of a key limit what it can do. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class KeyScopeIT {

  /** Routes that concern no session; every key may read them. */
  private static final Set<String> ABOUT_NO_SESSION =
      Set.of(
          "GET /v1/phones/{phone}",
          "GET /v1/subscriptions/{subscription}",
          "GET /v1/webhooks/{webhook}");

  /** Routes whose role differs from the default: read for GET, otherwise admin. */
  private static final Map<String, String> ROLES =
      Map.ofEntries(
          Map.entry("GET /simulator/sessions/{session}/inbox", "admin"),
          Map.entry("GET /v1/api-keys", "admin"),
          Map.entry("GET /v1/api-keys/{key}", "admin"),
          Map.entry("GET /v1/audit", "admin"),
          Map.entry("GET /v1/users", "admin"),
          Map.entry("GET /v1/users/{user}", "admin"),
          Map.entry("GET /wallawhats/apikeys", "admin"),
          Map.entry("GET /v1/sessions/{session}/qr", "admin"),
          Map.entry("GET /v1/messages/{message}/raw", "admin"),
          Map.entry("PATCH /v1/messages/{message}", "send"),
          Map.entry("DELETE /v1/messages/{message}", "send"),
          Map.entry("PATCH /v1/sessions/{session}/chats/" + Routes.NUMBER, "send"),
          Map.entry("GET /simulator/sessions/{session}/calls", "admin"),
          Map.entry("GET /simulator/sessions/{session}/presence", "admin"),
          Map.entry("GET /simulator/sessions/{session}/phone/chats", "admin"),
          Map.entry("PUT /v1/sessions/{session}/chats/" + Routes.NUMBER + "/presence", "send"),
          Map.entry(
              "POST /v1/sessions/{session}/chats/" + Routes.NUMBER + "/presence/watch", "send"),
          Map.entry("POST /v1/sessions/{session}/channels", "send"),
          Map.entry("DELETE /v1/sessions/{session}/channels/" + Routes.CHANNEL, "send"),
          Map.entry("PUT" + Routes.OF_CHAT + "/" + Routes.LABEL, "send"),
          Map.entry("DELETE" + Routes.OF_CHAT + "/" + Routes.LABEL, "send"),
          Map.entry("POST /v1/sessions/{session}/calls/" + Routes.CALL + "/reject", "send"),
          Map.entry("POST /v1/sessions/{session}/groups", "send"),
          Map.entry("POST /v1/sessions/{session}/groups/join", "send"),
          Map.entry("PATCH /v1/sessions/{session}/groups/120363041234567890@g.us", "send"),
          Map.entry(
              "POST /v1/sessions/{session}/groups/120363041234567890@g.us/participants", "send"),
          Map.entry("POST /v1/sessions/{session}/groups/120363041234567890@g.us/leave", "send"),
          Map.entry("GET /v1/sessions/{session}/groups/120363041234567890@g.us/invite", "send"),
          Map.entry("DELETE /v1/sessions/{session}/groups/120363041234567890@g.us/invite", "send"),
          Map.entry("PUT /v1/sessions/{session}/contacts/" + Routes.NUMBER + "/block", "send"),
          Map.entry("DELETE /v1/sessions/{session}/contacts/" + Routes.NUMBER + "/block", "send"),
          Map.entry("PUT /v1/sessions/{session}/groups/" + Routes.GROUP + "/picture", "send"),
          Map.entry("DELETE /v1/sessions/{session}/groups/" + Routes.GROUP + "/picture", "send"),
          Map.entry("POST /v1/messages", "send"),
          Map.entry("POST /v1/messages/upload", "send"),
          Map.entry("POST /v1/messages/batch", "send"),
          Map.entry("POST /v1/messages/{message}/seen", "send"),
          Map.entry("POST /v1/messages/{message}/media/fetch", "send"),
          Map.entry("GET /wapi/api/admin/list-keys", "admin"),
          Map.entry("GET /wapi/api/qr?sessionId={session}", "admin"),
          Map.entry("POST /wapi/api/send-message", "send"),
          Map.entry("POST /wapi/api/send-location", "send"),
          Map.entry("POST /wapi/api/send-image", "send"),
          Map.entry("POST /wapi/api/send-document", "send"),
          Map.entry("POST /wapi/api/send-audio", "send"),
          Map.entry("POST /wallm/v1/sessions/{session}/messages/text", "send"),
          Map.entry("POST /walytic/v1/messages", "send"),
          Map.entry("POST /aulm/v1/messages/send-text", "send"),
          Map.entry("POST /aulm/v1/messages/send-image", "send"));

  @ArquillianResource private URI root;

  private Api operator;
  private Api account;
  private Map<String, String> other;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createAccountWithOtherSession() {
    operator = Api.operator(root);
    account = operator.newAccount("Blue Door Clinic");
    var session = account.newConnectedSession("other", "+966500000001");
    var phone = "+9665013%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    account.verifyPhone(phone, session);
    X.account("some_author");
    var subscription = "{\"xUsername\":\"some_author\",\"phoneNumber\":\"%s\"}".formatted(phone);
    account.post("/v1/sessions/" + session + "/pause", null).is(200);
    var webhook = created("/v1/webhooks", "{\"url\":\"https://shop.invalid/hook\"}", 201, "/id");
    account.post("/v1/webhooks/" + webhook + "/test", null).is(202);
    var user = "{\"email\":\"%s@crier.example\",\"role\":\"member\"}".formatted(System.nanoTime());
    other = new HashMap<>(Map.of("user", created("/v1/users", user, 201, "/id")));
    other.putAll(
        Map.of(
            "session",
            session,
            "message",
            created("/v1/messages", text(session, NUMBER, "x"), 202, "/id"),
            "media",
            created("/v1/messages", image(session), 202, "/media/id"),
            "webhook",
            webhook,
            "delivery",
            account.get("/v1/webhooks/" + webhook + "/deliveries").at("/items/0/id").asText(),
            "phone",
            phone,
            "subscription",
            created("/v1/subscriptions", subscription, 201, "/id"),
            "author",
            "some_author",
            "account",
            account.get("/v1/account").is(200).at("/account/id").asText(),
            "key",
            account.withKey(key("read", session)).key().substring(0, 12)));
  }

  @Test
  void refusesAKeyThatIsBoundToOtherSessions() {
    var allowed = account.newSession("allowed");
    var bound = account.withKey(key("admin", allowed));
    var before = state();
    var answers = new SoftAssertions();
    for (var route : routes(it -> !it.isForOperators() && !isStream(it))) {
      var answer = route.callAs(bound, other);

      if (route.isList() || ABOUT_NO_SESSION.contains(route.toString())) {
        answers.assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        answers.assertThat(answer.text()).as("%s", route).doesNotContain(aboutTheSession());
      } else if (route.path().equals("/v1/messages/batch")) {
        answers
            .assertThat(answer.at("/items/0/error/code").asText())
            .isEqualTo("session_not_allowed");
      } else {
        var code =
            route.path().matches("/v1/api-keys.*|/wallawhats/apikeys.*|/wapi/api/admin/.*")
                ? "grant_too_wide"
                : "session_not_allowed";
        answers.assertThat(answer.status()).as("%s", answer).isEqualTo(403);
        answers.assertThat(answer.code()).as("%s", answer).isEqualTo(code);
      }
    }
    answers.assertAll();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void letsAKeyUseTheSessionsItIsBoundTo() {
    var allowed = account.newConnectedSession("allowed", "+966500000002");
    var bound = account.withKey(key("admin", allowed));

    bound.post("/v1/messages", text(allowed, NUMBER, "x")).is(202);
    bound.get("/simulator/sessions/" + allowed + "/inbox").is(200);
    var made = bound.withKey(key("read", allowed)).key().substring(0, 12);

    assertThat(bound.get("/v1/sessions").is(200).text()).contains(allowed);
    assertThat(bound.get("/v1/api-keys").is(200).text())
        .contains(made, bound.key().substring(0, 12))
        .doesNotContain(other.get("key"), account.key().substring(0, 12));
    bound.get("/v1/api-keys/" + made).is(200);
    bound.post("/v1/api-keys/" + made + "/rotate", null).is(201);
    bound.get("/v1/messages?sessionId=" + other.get("session")).is(403);
  }

  @Test
  void pagesThroughTheKeysThatABoundKeyMaySee() {
    var allowed = account.newSession("allowed");
    var bound = account.withKey(key("admin", allowed));
    account.withKey(key("read", other.get("session")));
    account.withKey(key("read", allowed));

    var first = bound.get("/v1/api-keys?limit=1").is(200);
    var second =
        bound.get("/v1/api-keys?limit=1&cursor=" + first.at("/nextCursor").asText()).is(200);

    assertThat(Stream.of(first, second).map(it -> it.at("/items/0/sessions/0").asText()))
        .containsExactly(allowed, allowed);
    assertThat(second.json().has("nextCursor")).isFalse();
  }

  @Test
  void hidesTheEventsOfOtherSessionsFromABoundKey() {
    var allowed = account.newSession("allowed");
    var bound = account.withKey(key("admin", allowed));
    account.post("/v1/sessions/" + allowed + "/stop", null).is(200);

    var seen = new StringBuilder();
    try (var lines = bound.follow("/v1/events", "Last-Event-ID", "0")) {
      lines
          .peek(seen::append)
          .anyMatch(line -> line.contains(allowed) && line.contains("\"status\":\"off\""));
    }

    assertThat(seen.toString()).contains(allowed).doesNotContain(aboutTheSession());
  }

  @Test
  void doesNotReplayToKeyWithFewerPermissions() {
    var bound = account.withKey(key("admin", account.newSession("allowed")));
    var webhook = "{\"url\":\"https://shop.invalid/once\"}";
    var given = account.post("/v1/webhooks", webhook, "Idempotency-Key", "once").is(201);

    var refused = bound.post("/v1/webhooks", webhook, "Idempotency-Key", "once").is(422);

    assertThat(refused.text()).doesNotContain(given.at("/secret").asText());
    assertThat(account.post("/v1/webhooks", webhook, "Idempotency-Key", "once").is(201).text())
        .isEqualTo(given.text());
  }

  @Test
  void refusesAnOperatorWhoseKeyIsBoundToSessions() {
    var allowed = operator.newSession("allowed " + ThreadLocalRandom.current().nextLong());
    var bound =
        operator.withKey(
            "{\"name\":\"bound\",\"role\":\"admin\",\"operator\":true,\"sessions\":[\"%s\"]}"
                .formatted(allowed));
    var answers = new SoftAssertions();
    for (var route : routes(Route::isForOperators)) {
      var answer = route.callAs(bound, other);

      answers.assertThat(answer.status()).as("%s", answer).isEqualTo(403);
      answers.assertThat(answer.code()).isEqualTo("session_not_allowed");
    }
    operator.call("DELETE", "/v1/api-keys/" + bound.key().substring(0, 12), null).is(204);
    operator.call("DELETE", "/v1/sessions/" + allowed, null).is(204);
    answers.assertAll();
  }

  @Test
  void refusesRolesBelowTheRequiredOne() {
    refusesRolesBelow(
        Map.of(
            "read", account.withKey(key("read")),
            "send", account.withKey(key("send"))));
  }

  /** A member may do what a key that sends may do, on every route that takes a cookie. */
  @Test
  void refusesMembersWhatOnlyOwnersMayDo() {
    refusesRolesBelow(Map.of("send", member()));
  }

  private void refusesRolesBelow(Map<String, Api> keys) {
    var before = state();
    var answers = new SoftAssertions();
    for (var route : routes(it -> !isStream(it))) {
      for (var role : rolesBelow(role(route))) {
        if (!keys.containsKey(role) || !keys.get(role).mayCall(route.path())) {
          continue;
        }
        var answer = route.callAs(keys.get(role), other);

        answers.assertThat(answer.status()).as("%s: %s", role, answer).isEqualTo(403);
        answers.assertThat(answer.code()).isEqualTo("role_required");
      }
    }
    answers.assertAll();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void allowsTheRequiredRole() {
    allows(
        Map.of(
            "read", account.withKey(key("read")),
            "send", account.withKey(key("send"))));
  }

  @Test
  void allowsMembersToReadAndSendAndOwnersEverything() {
    var member = member();
    allows(Map.of("read", member, "send", member));
    allows(Map.of("admin", account.newUser(System.nanoTime() + "@crier.example", "owner")));
  }

  private Api member() {
    return account.newUser(System.nanoTime() + "@crier.example", "member");
  }

  private void allows(Map<String, Api> keys) {
    var answers = new SoftAssertions();
    for (var route : routes(it -> !isStream(it) && keys.containsKey(role(it)))) {
      if (!keys.get(role(route)).mayCall(route.path())) {
        continue;
      }
      var answer = route.callAs(keys.get(role(route)), other);

      answers
          .assertThat(answer.text())
          .as("%s", answer)
          .doesNotContain("role_required", ROLE_REQUIRED.message());
    }
    answers.assertAll();
  }

  private static String role(Route route) {
    if (route.isForOperators()) {
      return "admin";
    }
    return ROLES.getOrDefault(route.toString(), route.method().equals("GET") ? "read" : "admin");
  }

  private static List<String> rolesBelow(String role) {
    return switch (role) {
      case "admin" -> List.of("read", "send");
      case "send" -> List.of("read");
      default -> List.of();
    };
  }

  private static List<Route> routes(Predicate<Route> which) {
    return Routes.all().stream().filter(it -> !it.needsNoKey()).filter(which).toList();
  }

  /** Streams do not end, so they have their own test. */
  private static boolean isStream(Route route) {
    return route.path().equals("/v1/events");
  }

  private static String key(String role, String... sessions) {
    var ids = Stream.of(sessions).map(it -> "\"" + it + "\"").toList();
    return "{\"name\":\"%s\",\"role\":\"%s\",\"sessions\":%s}".formatted(role, role, ids);
  }

  private static String image(String session) {
    return "{\"sessionId\":\"%s\",\"to\":\"%s\",\"type\":\"image\",\"data\":\"%s\"}"
        .formatted(session, NUMBER, "data:image/png;base64,iVBORw0KGgo=");
  }

  private String created(String path, String body, int status, String pointer) {
    return account.post(path, body).is(status).at(pointer).asText();
  }

  private List<String> aboutTheSession() {
    return Stream.of("session", "message", "media", "delivery", "key").map(other::get).toList();
  }

  /** The visible state of the account, except for what changes by itself. */
  private List<JsonNode> state() {
    return Stream.of(
            "/v1/sessions/" + other.get("session"),
            "/v1/messages/" + other.get("message"),
            "/v1/webhooks",
            "/v1/phones",
            "/v1/subscriptions",
            "/v1/account",
            "/simulator/sessions/" + other.get("session") + "/inbox")
        .map(path -> account.get(path).is(200).json())
        .peek(KeyScopeIT::forgetWhatChangesByItself)
        .toList();
  }

  private static void forgetWhatChangesByItself(JsonNode answer) {
    ((ObjectNode) answer).remove("estimatedSendAt");
    for (var item : answer.path("items")) {
      ((ObjectNode) item).remove(List.of("failures", "failingSince", "pausedUntil"));
    }
  }
}
