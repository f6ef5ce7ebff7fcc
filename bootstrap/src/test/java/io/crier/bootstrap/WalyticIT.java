package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Walks through Walytic's page about its API from top to bottom. The table at the end lists what it
 * promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WalyticIT {

  private static final String OURS = "919876543210";
  private static final String THEIRS = "919999999999";
  private static final String PATH = "/walytic/v1/messages";
  private static final String EXAMPLE =
      """
      {
          "sessionId": "919876543210",
          "to": "919999999999",
          "text": "Hi, your order #1234 is confirmed."
        }
      """;

  @ArquillianResource private URI root;

  private WebhookListener listener;
  private Api user;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.configured("crier.plans.free.sends-per-month=2\n");
  }

  @BeforeEach
  void openAccountAndListener() throws IOException {
    user = Api.operator(root).newAccount("Jane", "business");
    session = user.newConnectedSession("main", "+" + OURS);
    listener = new WebhookListener();
  }

  @AfterEach
  void stopTheListener() {
    listener.close();
  }

  // Authenticate

  @Test
  void takesTheKeyAsBearerTokenOnly() {
    assertError(
        user.post(PATH, EXAMPLE, "Authorization", "Basic eDp5"), 401, "invalid_authorization");
    assertError(new Api(root, "nonsense").post(PATH, EXAMPLE), 401, "invalid_api_key");
  }

  @Test
  void refusesARotatedKeyAtOnce() {
    var second = user.post("/v1/api-keys", "{\"name\":\"second\",\"role\":\"send\"}").is(201);
    var key = second.at("/key").asText();
    new Api(root, key).post(PATH, EXAMPLE).is(202);

    user.call("POST", "/v1/api-keys/" + key.substring(0, 12) + "/rotate", null).is(201);

    assertError(new Api(root, key).post(PATH, EXAMPLE), 401, "api_key_revoked");
  }

  @Test
  void acceptsAKeyWhoseMakerHasLeft() {
    user.newUser("stays-" + UUID.randomUUID() + "@crier.example", "owner");
    var maker = user.newUser("maker-" + UUID.randomUUID() + "@crier.example", "owner");
    var made = maker.post("/v1/api-keys", "{\"name\":\"theirs\",\"role\":\"send\"}").is(201);
    var left = maker.get("/v1/me").at("/user/id").asText();
    user.call("DELETE", "/v1/users/" + left, null).is(204);
    maker.get("/v1/me").is(401);

    new Api(root, made.at("/key").asText()).post(PATH, EXAMPLE).is(202);
  }

  // Send a message

  @Test
  void sendsTheExample() {
    var sent = send(EXAMPLE).is(202);

    assertFields(sent.json(), "messageId", "status");
    assertThat(sent.at("/status").asText()).isEqualTo("queued");
    var path = "/v1/messages/" + sent.at("/messageId").asText();
    user.until(path, message -> message.at("/status").asText().matches("sent|delivered|read"));
    var inbox = user.get("/simulator/sessions/" + session + "/inbox");
    assertThat(inbox.at("/items/0/body").asText()).isEqualTo("Hi, your order #1234 is confirmed.");
  }

  // Receive webhooks

  @Test
  void deliversInboundMessagesSigned() throws Exception {
    var secret = register();

    user.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"+919999999999\",\"type\":\"text\",\"body\":\"got it, thanks!\"}")
        .is(202);

    var post = listener.take();
    assertThat(
            verifies(
                secret, post.headers().get("x-walytic-signature"), post.body().getBytes(UTF_8)))
        .isTrue();
    var tampered = post.body().getBytes(UTF_8);
    tampered[0]++;
    assertThat(verifies(secret, post.headers().get("x-walytic-signature"), tampered)).isFalse();
    assertFields(post.json(), "event", "sessionId", "from", "text", "timestamp");
    assertThat(post.json().path("event").asText()).isEqualTo("message.received");
    assertThat(post.json().path("sessionId").asText()).isEqualTo(OURS);
    assertThat(post.json().path("from").asText()).isEqualTo(THEIRS);
    assertThat(post.json().path("text").asText()).isEqualTo("got it, thanks!");
    assertNow(post.json().path("timestamp"));
  }

  @Test
  void deliversTheStatusAndTheWhatsAppIdOfMessages() throws Exception {
    var secret = register();

    var id = send(EXAMPLE).is(202).at("/messageId").asText();

    for (var status : new String[] {"sent", "delivered", "read"}) {
      var post = listener.take();
      assertThat(
              verifies(
                  secret, post.headers().get("x-walytic-signature"), post.body().getBytes(UTF_8)))
          .isTrue();
      assertDelivery(post.json(), status, id, null);
    }
  }

  @Test
  void deliversFailuresWithTheirReason() throws Exception {
    register();
    fault("{\"refuse\":{\"+919999999999\":\"content_refused\"}}");

    var id = send(EXAMPLE).is(202).at("/messageId").asText();

    assertDelivery(listener.take().json(), "failed", id, "content_refused");
  }

  @Test
  void deliversTests() throws Exception {
    var secret = register();
    var webhook = user.get("/v1/webhooks").at("/items/0/id").asText();

    user.call("POST", "/v1/webhooks/" + webhook + "/test", null);

    var post = listener.take();
    assertThat(
            verifies(
                secret, post.headers().get("x-walytic-signature"), post.body().getBytes(UTF_8)))
        .isTrue();
    assertThat(post.json().path("event").asText()).isEqualTo("webhook.test");
  }

  // Rate limits

  @Test
  void allowsABurstOf100AndThenThrottles() {
    var answers = new int[2];
    Api.Response refused = null;
    for (int request = 1; request <= 130 && refused == null; request++) {
      var answer = send("{}");
      if (answer.status() == 429) {
        refused = answer;
      } else {
        answers[0]++;
      }
    }

    // Fewer than 100 pass if the machine needs more than 5 seconds for them.
    assertThat(answers[0]).isBetween(60, 100);
    assertError(refused, 429, "rate_limited");
    var wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
    assertThat(wait).isBetween(1L, 60L);
  }

  // Quotas

  @Test
  void countsTowardTheMonthlyQuotaAsAllSendsDo() {
    var small = Api.operator(root).newAccount("Small", "free");
    var theirSession = small.newConnectedSession("main", "+919876543212");
    small.post("/v1/messages", Api.text(theirSession, "+" + THEIRS, "not by Walytic")).is(202);
    small.post(PATH, message("919876543212", THEIRS)).is(202);

    var refused = small.post(PATH, message("919876543212", THEIRS));

    assertError(refused, 429, "monthly_quota_exceeded");
    assertThat(Long.parseLong(refused.header("Retry-After").orElseThrow())).isPositive();
    for (var granularity : new String[] {"day", "month"}) {
      var usage = small.get("/v1/account/usage?granularity=" + granularity).is(200);
      assertThat(usage.json().findValues("sends").stream().mapToInt(JsonNode::asInt).sum())
          .isEqualTo(2);
    }
  }

  // Common pitfalls

  @Test
  void refusesOtherFormsOfNumbers() {
    for (var number : new String[] {"+919876543210", "91 9876543210", "main", "0123456789"}) {
      var wrongSession = assertError(send(message(number, THEIRS)), 400, "invalid_request");
      assertThat(wrongSession).contains("sessionId", "no +, no spaces");
      var wrongTo = assertError(send(message(OURS, number)), 400, "invalid_request");
      assertThat(wrongTo).contains("to ", "no +, no spaces");
    }
    assertThat(assertError(send(message(OURS, THEIRS).replace("x\"}", "\"}")), 400, "invalid_text"))
        .startsWith("text: ");
    assertError(send("{"), 400, "invalid_json");
    assertError(send(message("919876543211", THEIRS)), 404, "session_not_found");
  }

  @Test
  void refusesRecipientsWhoAreNotOnWhatsApp() {
    fault("{\"unknownNumbers\":[\"+919999999999\"]}");

    assertError(send(EXAMPLE), 404, "recipient_not_on_whatsapp");
  }

  private String register() {
    return user.post("/v1/webhooks", "{\"url\":\"" + listener.url() + "\",\"format\":\"walytic\"}")
        .is(201)
        .at("/secret")
        .asText();
  }

  private static boolean verifies(String secret, String signature, byte[] body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    var expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private static void assertDelivery(JsonNode json, String status, String id, String error) {
    assertFields(
        json, "event", "sessionId", "to", "messageId", "waMessageId", "timestamp", "error");
    assertThat(json.path("event").asText()).isEqualTo("message." + status);
    assertThat(json.path("sessionId").asText()).isEqualTo(OURS);
    assertThat(json.path("to").asText()).isEqualTo(THEIRS);
    assertThat(json.path("messageId").asText()).isEqualTo(id);
    assertThat(json.path("waMessageId").asText()).isNotEmpty();
    assertThat(json.path("error").asText(null)).isEqualTo(error);
    assertNow(json.path("timestamp"));
  }

  private static void assertNow(JsonNode timestamp) {
    assertThat(timestamp.isIntegralNumber()).isTrue();
    var now = Instant.now().getEpochSecond();
    assertThat(timestamp.asLong()).isBetween(now - 60, now + 1);
  }

  private static void assertFields(JsonNode json, String... names) {
    assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder(names);
  }

  private static String assertError(Api.Response answer, int status, String code) {
    var error = answer.is(status).at("/error");
    assertThat(error.path("code").asText()).as("%s", answer).isEqualTo(code);
    assertThat(answer.json().properties()).hasSize(1);
    return error.path("message").asText();
  }

  private void fault(String faults) {
    user.call("PUT", "/simulator/sessions/" + session + "/faults", faults).is(204);
  }

  private static String message(String session, String to) {
    return "{\"sessionId\":\"%s\",\"to\":\"%s\",\"text\":\"x\"}".formatted(session, to);
  }

  private Api.Response send(String body) {
    return user.post(PATH, body);
  }
}

/*
 * What the page promises, and the test that shows it.
 *
 * the key is shown once, only a hash is stored .... KeyHashesContract
 * keys survive changes of roles and people ........ acceptsAKeyWhoseMakerHasLeft
 * Authorization: Bearer on every request .......... takesTheKeyAsBearerTokenOnly
 * send a message: the example ..................... sendsTheExample
 * the response has message id and status .......... sendsTheExample
 * the WhatsApp id arrives by webhook .............. deliversTheStatusAndTheWhatsAppIdOfMessages
 *   ... or when it fails .......................... deliversFailuresWithTheirReason
 * HMAC-SHA256 over the raw body ................... deliversInboundMessagesSigned, WalyticRenderingTest
 * message.received ................................ deliversInboundMessagesSigned
 * 60 a minute, 100 in 5 s, 429, Retry-After ....... allowsABurstOf100AndThenThrottles, RateLimitsTest
 * messages count toward the monthly quota ......... countsTowardTheMonthlyQuotaAsAllSendsDo
 * wrong session ID format ......................... refusesOtherFormsOfNumbers
 * rotated keys stop working immediately ........... refusesARotatedKeyAtOnce
 * sends work without webhooks ..................... sendsTheExample
 * recipient not on WhatsApp: an error ............. refusesRecipientsWhoAreNotOnWhatsApp
 */
