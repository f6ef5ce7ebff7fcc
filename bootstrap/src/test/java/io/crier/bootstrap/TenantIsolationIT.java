package io.crier.bootstrap;

import static io.crier.bootstrap.Api.text;
import static io.crier.bootstrap.PretendedX.X;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two accounts, every route, every id of the other: nothing is done, nothing is seen, and what
 * exists is told apart by nothing from what does not.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TenantIsolationIT {

  private static final String NOBODY = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
  private static final String NUMBER = "+966501234567";

  /** Every route of the API, and what it answers to somebody who names what is not his. */
  private static final Map<String, Route> ROUTES = new LinkedHashMap<>();

  static {
    foreign("PUT /simulator/sessions/{session}/faults", "session_not_found", "{}");
    foreign(
        "POST /simulator/sessions/{session}/inbound",
        "session_not_found",
        "{\"from\":\"+966507654321\",\"body\":\"x\"}");
    foreign("GET /simulator/sessions/{session}/inbox", "session_not_found");
    foreign(
        "POST /simulator/sessions/{session}/scan",
        "session_not_found",
        "{\"number\":\"+966500000009\"}");
    list("GET /v1/account");
    list("GET /v1/api-keys");
    foreign(
        "POST /v1/api-keys",
        "session_not_found",
        "{\"name\":\"x\",\"role\":\"send\",\"sessions\":[\"{session}\"]}");
    foreign("GET /v1/api-keys/{key}", "api_key_not_found");
    foreign("DELETE /v1/api-keys/{key}", "api_key_not_found");
    foreign("POST /v1/api-keys/{key}/rotate", "api_key_not_found");
    list("GET /v1/messages");
    foreign("POST /v1/messages", "session_not_found", text("{session}", NUMBER, "x"));
    foreign("GET /v1/messages/{message}", "message_not_found");
    foreign("DELETE /v1/messages/{message}", "message_not_found");
    foreign("POST /v1/messages/{message}/seen", "message_not_found");
    foreign("GET /v1/media/{media}", "media_not_found");
    own("POST /v1/messages/batch");
    foreign("GET /v1/numbers/" + NUMBER + "?sessionId={session}", "session_not_found");
    operatorOnly("GET /v1/operator/accounts");
    operatorOnly("POST /v1/operator/accounts", "{\"name\":\"x\"}");
    operatorOnly("GET /v1/operator/accounts/{account}");
    operatorOnly("PATCH /v1/operator/accounts/{account}", "{}");
    operatorOnly("POST /v1/operator/accounts/{account}/activate");
    operatorOnly("PUT /v1/operator/accounts/{account}/credits", "{\"left\":0}");
    operatorOnly("POST /v1/operator/accounts/{account}/deactivate");
    operatorOnly("POST /v1/operator/sessions/{session}/disable");
    operatorOnly("POST /v1/operator/sessions/{session}/enable");
    operatorOnly("GET /v1/operator/alert-senders");
    operatorOnly("POST /v1/operator/alert-senders", "{\"sessionId\":\"{session}\"}");
    operatorOnly("DELETE /v1/operator/alert-senders/{session}");
    foreign("PUT /v1/account/alert-sender", "session_not_found", "{\"sessionId\":\"{session}\"}");
    own("DELETE /v1/account/alert-sender");
    list("GET /v1/phones");
    own("POST /v1/phones");
    foreign("GET /v1/phones/{phone}", "phone_not_found");
    foreign("POST /v1/phones/{phone}/verify", "phone_not_found", "{\"code\":\"123456\"}");
    foreign("DELETE /v1/phones/{phone}", "phone_not_found");
    list("GET /v1/sessions");
    own("POST /v1/sessions");
    foreign("GET /v1/sessions/{session}", "session_not_found");
    foreign("PATCH /v1/sessions/{session}", "session_not_found", "{\"name\":\"taken over\"}");
    foreign("DELETE /v1/sessions/{session}", "session_not_found");
    foreign("POST /v1/sessions/{session}/logout", "session_not_found");
    foreign(
        "POST /v1/sessions/{session}/pairing-code",
        "session_not_found",
        "{\"phone\":\"+966500000009\"}");
    foreign("POST /v1/sessions/{session}/pause", "session_not_found");
    foreign("GET /v1/sessions/{session}/qr", "session_not_found");
    foreign("POST /v1/sessions/{session}/resume", "session_not_found");
    foreign("POST /v1/sessions/{session}/start", "session_not_found");
    foreign("POST /v1/sessions/{session}/stop", "session_not_found");
  }

  static {
    list("GET /v1/subscriptions");
    foreign(
        "POST /v1/subscriptions",
        "phone_not_found",
        "{\"xUsername\":\"jack\",\"phoneNumber\":\"{phone}\"}");
    foreign("GET /v1/subscriptions/{subscription}", "subscription_not_found");
    foreign("DELETE /v1/subscriptions/{subscription}", "subscription_not_found");
    list("GET /v1/notifications");
    list("GET /v1/x-accounts");
    webhook("GET /v1/webhooks/{webhook}");
    webhook("PATCH /v1/webhooks/{webhook}", "{\"events\":[]}");
    webhook("DELETE /v1/webhooks/{webhook}");
    webhook("POST /v1/webhooks/{webhook}/test");
    webhook("POST /v1/webhooks/{webhook}/rotate-secret");
    webhook("POST /v1/webhooks/{webhook}/enable");
    webhook("GET /v1/webhooks/{webhook}/deliveries");
    webhook("POST /v1/webhooks/{webhook}/replay", "{\"since\":\"2026-01-31T09:30:00Z\"}");
    webhook("POST /v1/webhooks/{webhook}/deliveries/{delivery}/replay");
    list("GET /v1/webhooks");
    own("POST /v1/webhooks");
    own("GET /v1/events");
  }

  /** What a route answers to somebody else's ids. */
  private record Route(String method, String path, String body, int status, String code) {

    /** The same route in the words of the OpenAPI document. */
    static String documented(String method, String path) {
      return (method + " " + path.replaceAll("\\?.*", "").replace(NUMBER, "{}"))
          .replaceAll("\\{[^}]*}", "{}");
    }

    Api.Answer askedBy(Api api, Map<String, String> ids) {
      return api.call(method, filled(path, ids), body == null ? null : filled(body, ids));
    }
  }

  private static void foreign(String route, String code, String... body) {
    add(route, 404, code, body);
  }

  private static void webhook(String route, String... body) {
    foreign(route, "webhook_not_found", body);
  }

  private static void operatorOnly(String route, String... body) {
    add(route, 403, "operator_required", body);
  }

  /** A route that shows the caller's own, of which none is the other's. */
  private static void list(String route) {
    add(route, 200, "");
  }

  /** A route that names nothing. */
  private static void own(String route) {
    add(route, 0, "");
  }

  private static void add(String route, int status, String code, String... body) {
    var parts = route.split(" ", 2);
    var added = new Route(parts[0], parts[1], body.length == 0 ? null : body[0], status, code);
    ROUTES.put(Route.documented(parts[0], parts[1]), added);
  }

  @ArquillianResource private URI root;

  private Api theirs;
  private Api ours;
  private Map<String, String> their;
  private Map<String, String> nobodys;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void twoAccounts() {
    var operator = Api.operator(root);
    theirs = operator.newAccount("Their Clinic");
    ours = operator.newAccount("Our Clinic");
    var session = theirs.newConnectedSession("their support", "+966500000001");
    theirs.post("/v1/sessions/" + session + "/pause", null).is(200);
    var message = theirs.post("/v1/messages", text(session, NUMBER, "their secret")).is(202);
    var webhook =
        theirs.post("/v1/webhooks", "{\"url\":\"https://shop.invalid/their-hook\"}").is(201);
    var webhooks = "/v1/webhooks/" + webhook.at("/id").asText();
    theirs.post(webhooks + "/test", null).is(202);
    var delivery = theirs.get(webhooks + "/deliveries").is(200).at("/items/0/id").asText();
    var image = theirs.post("/v1/messages", image(session)).is(202);
    var phone = "+9665012%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    theirs.verifyPhone(phone, theirs.newConnectedSession("their alerts", "+966500000002"));
    X.account("their_author");
    var subscription =
        theirs
            .post(
                "/v1/subscriptions",
                "{\"xUsername\":\"their_author\",\"phoneNumber\":\"" + phone + "\"}")
            .is(201);
    their =
        Map.of(
            "media",
            image.at("/media/id").asText(),
            "webhook",
            webhook.at("/id").asText(),
            "delivery",
            delivery,
            "phone",
            phone,
            "subscription",
            subscription.at("/id").asText(),
            "session",
            session,
            "message",
            message.at("/id").asText(),
            "account",
            theirs.get("/v1/account").is(200).at("/account/id").asText(),
            "key",
            theirs.key().substring(0, 12));
    nobodys =
        Map.of(
            "media",
            NOBODY,
            "webhook",
            NOBODY,
            "delivery",
            NOBODY,
            "subscription",
            NOBODY,
            "phone",
            "+966501111111",
            "session",
            NOBODY,
            "message",
            NOBODY,
            "account",
            NOBODY,
            "key",
            "crl_00000000");
  }

  @Test
  void everyRouteThatIsServedIsInTheTableAndTheOtherWayRound() {
    var served = new TreeSet<String>();
    var paths = ours.get("/openapi?format=json").is(200).at("/paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHOD.matcher(method).matches()) {
                            served.add(
                                Route.documented(method.toUpperCase(Locale.ROOT), path.getKey()));
                          }
                        }));

    assertThat(ROUTES.keySet()).containsExactlyInAnyOrderElementsOf(served);
  }

  private static final Pattern METHOD = Pattern.compile("get|put|post|patch|delete");

  @Test
  void whatIsTheirsIsToldApartByNothingFromWhatIsNobodys() {
    var before = standing();
    for (var route : ROUTES.values()) {
      if (route.status() < 400) {
        continue;
      }
      var answer = route.askedBy(ours, their);

      assertThat(answer.status()).as("%s", answer).isEqualTo(route.status());
      assertThat(answer.at("/code").asText()).as("%s", answer).isEqualTo(route.code());
      assertThat(without(answer.json(), "requestId"))
          .isEqualTo(without(route.askedBy(ours, nobodys).json(), "requestId"));
      assertThat(answer.text()).doesNotContain(their.values());
    }
    assertThat(standing()).isEqualTo(before);
  }

  @Test
  void noListShowsWhatIsTheirs() {
    for (var route : ROUTES.values()) {
      if (route.status() == 200) {
        var answer = route.askedBy(ours, their).is(200);
        assertThat(answer.text()).doesNotContain(their.values()).doesNotContainPattern("[Tt]heir");
      }
    }
    var queries =
        List.of(
            "/v1/messages?sessionId=" + their.get("session"),
            "/v1/messages?peer=" + NUMBER.substring(1));
    ours.get(queries.get(0)).is(200);
    for (var query : queries) {
      assertThat(ours.get(query).text()).doesNotContain(their.values());
    }
  }

  @Test
  void theirEventsDoNotReachOurs() {
    var session = ours.newSession("ours");
    theirs.post("/v1/sessions/" + their.get("session") + "/stop", null).is(200);
    ours.post("/v1/sessions/" + session + "/stop", null).is(200);

    var told = new StringBuilder();
    try (var lines = ours.follow("/v1/events", "Last-Event-ID", "0")) {
      lines
          .peek(told::append)
          .anyMatch(line -> line.contains(session) && line.contains("\"status\":\"off\""));
    }

    assertThat(told.toString()).contains(session).doesNotContain(their.values());
  }

  @Test
  void aKeyThatIsBoundToSessionsUsesNoOther() {
    var allowed = theirs.newSession("allowed");
    var bound =
        theirs.withKey(
            "{\"name\":\"bound\",\"role\":\"admin\",\"sessions\":[\"" + allowed + "\"]}");
    for (var route : ROUTES.values()) {
      if (!route.path().startsWith("/simulator")
          && (route.path() + route.body()).matches(".*\\{(session|message)}.*")
          && !route.path().startsWith("/v1/operator")
          && !route.path().startsWith("/v1/api-keys")) {
        var answer = route.askedBy(bound, their);

        assertThat(answer.status()).as("%s", answer).isEqualTo(403);
        assertThat(answer.at("/code").asText()).isEqualTo("session_not_allowed");
      }
    }
    for (var path : List.of("/v1/sessions", "/v1/messages")) {
      assertThat(bound.get(path).is(200).text())
          .doesNotContain(their.get("session"), their.get("message"));
    }
    assertThat(bound.get("/v1/sessions").text()).contains(allowed);
    bound.get("/v1/messages?sessionId=" + their.get("session")).is(403);
    bound.post("/v1/sessions", "{\"name\":\"another\"}").is(403);
  }

  @Test
  void aBatchIsNoWayRound() {
    var answer =
        ours.post(
                "/v1/messages/batch",
                "{\"messages\":[" + text(their.get("session"), NUMBER, "x") + "]}")
            .is(207);

    assertThat(answer.at("/items/0/error/code").asText()).isEqualTo("session_not_found");
    assertThat(answer.text()).doesNotContain(their.values());
  }

  @Test
  void nobodyAnswersWhatBelongsToOthers() {
    var session = ours.newConnectedSession("ours", "+966500000002");
    var reaction =
        "{\"sessionId\":\"%s\",\"to\":\"%s\",\"type\":\"reaction\",\"messageId\":\"%s\",\"emoji\":\"x\"}";

    var answer =
        ours.post("/v1/messages", reaction.formatted(session, NUMBER, their.get("message")));

    assertThat(answer.is(404).at("/code").asText()).isEqualTo("message_not_found");
  }

  private static String image(String session) {
    return "{\"sessionId\":\"%s\",\"to\":\"%s\",\"type\":\"image\",\"data\":\"%s\"}"
        .formatted(session, NUMBER, "data:image/png;base64,iVBORw0KGgo=");
  }

  /** All that their account shows of itself, so that a change is seen. */
  private List<JsonNode> standing() {
    var answers = new ArrayList<JsonNode>();
    for (var path :
        List.of(
            "/v1/sessions/" + their.get("session"),
            "/v1/messages/" + their.get("message"),
            "/v1/sessions",
            "/v1/messages",
            "/v1/account",
            "/v1/api-keys",
            "/v1/phones",
            "/v1/subscriptions",
            "/v1/subscriptions/" + their.get("subscription"),
            "/v1/webhooks",
            "/simulator/sessions/" + their.get("session") + "/inbox")) {
      var answer = without(theirs.get(path).is(200).json(), "estimatedSendAt");
      // Links to files are fresh each time.
      answer
          .findValues("media")
          .forEach(media -> ((ObjectNode) media).remove(List.of("url", "urlExpiresAt")));
      answers.add(answer);
    }
    return answers;
  }

  private static JsonNode without(JsonNode answer, String field) {
    if (answer instanceof ObjectNode fields) {
      fields.remove(field);
    }
    return answer;
  }

  private static String filled(String template, Map<String, String> ids) {
    var filled = template;
    for (var id : ids.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }
}
