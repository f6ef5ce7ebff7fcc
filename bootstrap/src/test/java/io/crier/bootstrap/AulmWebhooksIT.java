package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
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

  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private HttpServer receiver;
  private String webhook;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier()
        .addAsResource(
            new StringAsset("crier.plans.free.sends-per-day=2\ncrier.plans.pro.sends-in-trial=1\n"),
            "META-INF/microprofile-config.properties");
  }

  @BeforeEach
  void openAccountWithSession() {
    open(root);
  }

  @BeforeEach
  void startTheReceiver() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  @AfterEach
  void stopTheReceiver() {
    receiver.stop(0);
  }

  @Test
  void postsTheStatusOfSentMessages() throws Exception {
    var secret = register();

    var sent = send(account, text("Hello from aulm")).is(201);

    var statuses = new TreeSet<String>();
    for (var post : List.of(nextPost(), nextPost(), nextPost())) {
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

    var post = nextPost();
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

    var post = nextPost();
    assertDelivered(secret, post, "inbound_message");
    assertThat(post.json().path("test").toString()).isEqualTo("true");
    assertThat(account.post("/v1/webhooks", endpoint()).is(422).code())
        .isEqualTo("webhook_limit_reached");
  }

  @Test
  void refusesATamperedBody() throws Exception {
    var secret = register();
    account.post(webhook + "/test", null).is(202);

    var post = nextPost();

    assertThat(accepts(secret, post.headers(), post.body())).isTrue();
    assertThat(accepts(secret, post.headers(), post.body().replace("hi", "ho"))).isFalse();
    assertThat(accepts("whsec_other", post.headers(), post.body())).isFalse();
  }

  @Test
  void retriesAfterServerErrorsUnderTheSameId() throws Exception {
    var secret = register();
    answers.addAll(List.of(500, 429));

    account
        .post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + TO + "\",\"type\":\"text\",\"body\":\"hi\"}")
        .is(202);

    var first = nextPost();
    var second = nextPost();
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
    answers.add(404);

    account
        .post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + TO + "\",\"type\":\"text\",\"body\":\"hi\"}")
        .is(202);

    nextPost();
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

  private static void assertDelivered(String secret, Post post, String event) throws Exception {
    assertThat(accepts(secret, post.headers(), post.body())).isTrue();
    assertThat(post.headers()).containsEntry("x-aulm-event", event);
    assertThat(post.headers()).containsEntry("x-aulm-attempt", "1");
    assertThat(post.headers().get("x-aulm-delivery-id")).matches(UUID);
    assertThat(post.headers().get("content-type")).isEqualTo("application/json");
    assertThat(post.json().path("event").asText()).isEqualTo(event);
    assertThat(post.json().path("delivery_id").asText())
        .isEqualTo(post.headers().get("x-aulm-delivery-id"));
  }

  /** A post to the receiver. */
  private record Post(Map<String, String> headers, String body) {
    JsonNode json() {
      return Json.read(body);
    }
  }

  private Post nextPost() throws InterruptedException {
    var post = posts.poll(30, TimeUnit.SECONDS);
    assertThat(post).as("a post").isNotNull();
    return post;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      header -> header.getKey().toLowerCase(Locale.ROOT),
                      header -> header.getValue().getFirst()));
      posts.add(new Post(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      exchange.sendResponseHeaders(Optional.ofNullable(answers.poll()).orElse(204), -1);
    }
  }

  /** Registers the receiver, and returns its secret. */
  private String register() {
    var registered = account.post("/v1/webhooks", endpoint()).is(201);
    webhook = "/v1/webhooks/" + registered.at("/id").asText();
    return registered.at("/secret").asText();
  }

  private String endpoint() {
    return "{\"url\":\"http://127.0.0.1:%d/hook\",\"format\":\"aulm\"}"
        .formatted(receiver.getAddress().getPort());
  }
}
