package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Walks through the page of Wallm from top to bottom. The table at the end lists what it promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WallmIT {

  private static final String EXAMPLE =
      """
      {
      "to": "+966501234567",
      "text": "أهلا, عساك بخير؟"
      }
      """;

  @ArquillianResource private URI root;

  private Api user;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void openAccount() {
    user = Api.operator(root).newAccount("Jane", "business");
    session = user.newConnectedSession("main", "+966500000006");
  }

  // Authentication

  @Test
  void refusesOtherKeys() {
    var bearerOnly = Api.anonymous(root, "/wallm/v1/account", "Bearer " + user.key()).is(401);
    assertError(bearerOnly, "missing_authorization");
    assertThat(bearerOnly.at("/error/message").asText()).endsWith(": X-Api-Key: crl_…");
    for (var key : new String[] {"", "nonsense", user.key().substring(1)}) {
      var answer = new Api(root, key).post(textPath(session), EXAMPLE).is(401);
      assertError(answer, "invalid_api_key");
    }
  }

  // Example request

  @Test
  void sendsTheExample() {
    var sent = user.post(textPath(session), EXAMPLE).is(201);

    assertThat(sent.json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "sessionId", "to", "type", "body", "status", "createdAt");
    assertThat(sent.at("/sessionId").asText()).isEqualTo(session);
    assertThat(sent.at("/to").asText()).isEqualTo("+966501234567");
    assertThat(sent.at("/type").asText()).isEqualTo("text");
    assertThat(sent.at("/body").asText()).isEqualTo("أهلا, عساك بخير؟");
    assertThat(sent.at("/status").asText()).isEqualTo("queued");
    assertThat(Instant.parse(sent.at("/createdAt").asText())).isBefore(Instant.now());

    var path = "/v1/messages/" + sent.at("/id").asText();
    user.until(path, message -> message.at("/status").asText().matches("sent|delivered|read"));
    var inbox = user.get("/simulator/sessions/" + session + "/inbox");
    assertThat(inbox.at("/items/0/body").asText()).isEqualTo("أهلا, عساك بخير؟");
  }

  @Test
  void refusesWhatIsNotTheExample() {
    assertError(send("{").is(400), "invalid_json");
    assertError(send("{\"text\":\"x\"}").is(400), "invalid_request");
    assertError(send("{\"to\":\"+966501234567\"}").is(400), "invalid_request");
    assertError(send("{\"to\":\"966501234567\",\"text\":\"x\"}").is(400), "invalid_phone_number");
    var empty = send("{\"to\":\"+966501234567\",\"text\":\"\"}").is(400);
    assertError(empty, "invalid_text");
    assertThat(empty.at("/error/message").asText()).startsWith("text: ");
    var nobody = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
    assertError(user.post(textPath(nobody), EXAMPLE).is(404), "session_not_found");
    assertError(user.post(textPath("main"), EXAMPLE).is(404), "session_not_found");
    assertError(user.get("/wallm/v1/nothing").is(404), "not_found");
    assertError(user.get(textPath(session)).is(405), "method_not_allowed");
  }

  // Rate limiting

  @Test
  void limitsTheAccountByItsPlan() {
    var free = Api.operator(root).newAccount("Free", "free");

    var answer = free.get("/wallm/v1/account").is(200);
    assertThat(answer.header("X-RateLimit-Limit")).hasValue("60");
    assertThat(number(answer, "X-RateLimit-Remaining")).isBetween(50L, 59L);
    assertThat(number(answer, "X-RateLimit-Reset"))
        .isBetween(Instant.now().getEpochSecond(), Instant.now().getEpochSecond() + 61);
    var refused = answer;
    while (refused.status() == 200) {
      refused = free.get("/wallm/v1/account");
    }

    assertError(refused.is(429), "rate_limited");
    assertThat(number(refused, "X-RateLimit-Remaining")).isZero();
    assertThat(number(refused, "X-RateLimit-Reset"))
        .isGreaterThanOrEqualTo(Instant.now().getEpochSecond());
    assertThat(number(refused, "Retry-After")).isPositive();
    assertThat(user.get("/wallm/v1/account").is(200).header("X-RateLimit-Limit")).hasValue("1000");
  }

  // Important API practices

  @Test
  void checksWhetherANumberExists() {
    user.call(
            "PUT",
            "/simulator/sessions/" + session + "/faults",
            "{\"unknownNumbers\":[\"+966509999999\"]}")
        .is(204);

    var there = user.get("/wallm/v1/numbers/+966501234567").is(200).json();
    var absent = user.get("/wallm/v1/numbers/+966509999999?sessionId=" + session).is(200).json();

    assertThat(there.path("number").asText()).isEqualTo("+966501234567");
    assertThat(there.path("exists").asBoolean()).isTrue();
    assertThat(there.path("address").asText()).isEqualTo("966501234567@s.whatsapp.net");
    assertThat(absent.path("exists").asBoolean(true)).isFalse();
    assertError(user.get("/wallm/v1/numbers/x").is(400), "invalid_phone_number");
  }

  @Test
  void showsCreditUsage() {
    var id = user.get("/wallm/v1/account").is(200).at("/id").asText();
    var credits = "/v1/operator/accounts/" + id + "/credits";
    Api.operator(root).call("PUT", credits, "{\"left\":1}").is(200);
    send(EXAMPLE).is(201);

    var account = user.get("/wallm/v1/account").is(200).json();

    assertThat(account.path("plan").asText()).isEqualTo("business");
    assertThat(account.path("credits").asInt(-1)).isZero();
    assertThat(account.path("sendsToday").asInt()).isOne();
    assertThat(account.path("sendsThisMonth").asInt()).isOne();
    assertError(send(EXAMPLE).is(402), "no_credit_left");
  }

  private Api.Response send(String body) {
    return user.post(textPath(session), body);
  }

  private static String textPath(String session) {
    return "/wallm/v1/sessions/" + session + "/messages/text";
  }

  private static void assertError(Api.Response answer, String code) {
    JsonNode error = answer.at("/error");
    assertThat(error.path("code").asText()).as("%s", answer).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotEmpty();
    assertThat(answer.json().properties()).hasSize(1);
    assertThat(answer.header("x-request-id")).isPresent();
  }

  private static long number(Api.Response answer, String header) {
    return Long.parseLong(answer.header(header).orElseThrow());
  }
}

/*
 * What the page promises, and the test that shows it.
 *
 * key in X-Api-Key ................................ refusesOtherKeys, all others
 * the example request ............................. sendsTheExample
 * rate limits per account and plan, headers, 429 .. limitsTheAccountByItsPlan
 *   after the reset all of it is there again ...... RequestCounterTest
 * spam detection, unusual activity ................ ProtectAccountsTest
 * temporary blocks ................................ ProtectionIT, ConductTest
 * check if a number exists before sending ......... checksWhetherANumberExists
 * messages to numbers that do not exist block ..... ProtectAccountsTest
 * send and receive: webhooks, inbound messages .... WebhooksIT
 * monitor your credit usage ....................... showsCreditUsage
 * 4xx and 5xx ..................................... refusesWhatIsNotTheExample
 */
