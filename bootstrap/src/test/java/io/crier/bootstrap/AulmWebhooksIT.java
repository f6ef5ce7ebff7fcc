package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
 * Receives webhooks as the document of aulm describes them; {@link AulmIT} walks through the rest
 * of it, and lists what it promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AulmWebhooksIT extends AulmFixture {

  @ArquillianResource private URI root;

  private WebhookListener listener;
  private String webhook;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return CRIER;
  }

  @BeforeEach
  void openAccountWithSession() {
    open(root);
  }

  @BeforeEach
  void startTheListener() throws IOException {
    listener = new WebhookListener();
  }

  @AfterEach
  void stopTheListener() {
    listener.close();
  }

  @Test
  void postsTheStatusOfSentMessages() throws Exception {
    var secret = register();

    var sent = send(account, text("Hello from aulm")).is(201);

    var statuses = new TreeSet<String>();
    for (var post : List.of(listener.take(), listener.take(), listener.take())) {
      assertDelivered(secret, post, "message_status");
      assertFields(
          post.json(),
          "event",
          "delivery_id",
          "session_id",
          "message_id",
          "status",
          "to",
          "occurred_at");
      assertThat(post.json().path("session_id").asText()).isEqualTo(session);
      assertThat(post.json().path("message_id")).isEqualTo(sent.at("/data/message_id"));
      assertThat(post.json().path("to").asText()).isEqualTo(TO);
      assertThat(post.json().path("occurred_at").asText()).matches(TIME);
      statuses.add(post.json().path("status").asText());
    }
    assertThat(statuses).containsExactly("delivered", "read", "sent");
  }

  @Test
  void postsReceivedMessages() throws Exception {
    var secret = register();

    account
        .post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + TO + "\",\"type\":\"text\",\"body\":\"hi\"}")
        .is(202);

    var post = listener.take();
    assertDelivered(secret, post, "inbound_message");
    assertFields(
        post.json(),
        "event",
        "delivery_id",
        "session_id",
        "from",
        "message_id",
        "type",
        "body",
        "received_at");
    assertThat(post.json().path("session_id").asText()).isEqualTo(session);
    assertThat(post.json().path("from").asText()).isEqualTo(TO);
    assertThat(post.json().path("message_id").asText()).isNotEmpty();
    assertThat(post.json().path("type").asText()).isEqualTo("text");
    assertThat(post.json().path("body").asText()).isEqualTo("hi");
    assertThat(post.json().path("received_at").asText()).matches(TIME);
  }

  @Test
  void marksTestDeliveriesAndAllowsOneEndpoint() throws Exception {
    var secret = register();

    account.post(webhook + "/test", null).is(202);

    var post = listener.take();
    assertDelivered(secret, post, "inbound_message");
    assertThat(post.json().path("test").toString()).isEqualTo("true");
    assertThat(account.post("/v1/webhooks", endpoint()).is(422).code())
        .isEqualTo("webhook_limit_reached");
  }

  @Test
  void refusesATamperedBody() throws Exception {
    var secret = register();
    account.post(webhook + "/test", null).is(202);

    var post = listener.take();

    assertThat(accepts(secret, post.headers(), post.body())).isTrue();
    assertThat(accepts(secret, post.headers(), post.body().replace("hi", "ho"))).isFalse();
    assertThat(accepts("whsec_other", post.headers(), post.body())).isFalse();
  }

  @Test
  void retriesAfterServerErrorsUnderTheSameId() throws Exception {
    var secret = register();
    listener.answerNext(500, 429);

    account
        .post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + TO + "\",\"type\":\"text\",\"body\":\"hi\"}")
        .is(202);

    var first = listener.take();
    var second = listener.take();
    assertDelivered(secret, first, "inbound_message");
    assertThat(second.headers()).containsEntry("x-aulm-attempt", "2");
    assertThat(second.headers().get("x-aulm-delivery-id"))
        .isEqualTo(first.headers().get("x-aulm-delivery-id"));
    assertThat(second.body()).isEqualTo(first.body());
    var log =
        account.until(
            webhook + "/deliveries", it -> it.at("/items/0/attempts/1/statusCode").asInt() == 429);
    assertThat(log.at("/items/0/state").asText()).isEqualTo("pending");
  }

  @Test
  void doesNotRetryClientErrorsButCountsThem() throws Exception {
    register();
    listener.answerNext(404);

    account
        .post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + TO + "\",\"type\":\"text\",\"body\":\"hi\"}")
        .is(202);

    listener.take();
    account.until(webhook + "/deliveries", it -> it.at("/items/0/state").asText().equals("failed"));
    assertThat(account.get(webhook).is(200).at("/failures").asInt()).isOne();
  }

  /** The receiver of the document: its pseudocode, in Java. */
  private static boolean accepts(String secret, Map<String, String> headers, String rawBody)
      throws Exception {
    var hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    var expected = "sha256=" + HexFormat.of().formatHex(hmac.doFinal(rawBody.getBytes(UTF_8)));
    return MessageDigest.isEqual(
        headers.get("x-aulm-signature").getBytes(UTF_8), expected.getBytes(UTF_8));
  }

  private static void assertDelivered(String secret, WebhookListener.Post post, String event)
      throws Exception {
    assertThat(accepts(secret, post.headers(), post.body())).isTrue();
    assertThat(post.headers()).containsEntry("x-aulm-event", event);
    assertThat(post.headers()).containsEntry("x-aulm-attempt", "1");
    assertThat(post.headers().get("x-aulm-delivery-id")).matches(UUID);
    assertThat(post.headers().get("content-type")).isEqualTo("application/json");
    assertThat(post.json().path("event").asText()).isEqualTo(event);
    assertThat(post.json().path("delivery_id").asText())
        .isEqualTo(post.headers().get("x-aulm-delivery-id"));
  }

  /** Registers the receiver, and returns its secret. */
  private String register() {
    var registered = account.post("/v1/webhooks", endpoint()).is(201);
    webhook = "/v1/webhooks/" + registered.at("/id").asText();
    return registered.at("/secret").asText();
  }

  private String endpoint() {
    return "{\"url\":\"%s\",\"format\":\"aulm\"}".formatted(listener.url());
  }
}
