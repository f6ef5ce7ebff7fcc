package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers;
import io.crier.application.webhooks.ReceiversContract;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.rest.aulm.AulmRendering;
import io.crier.rest.v1.events.Envelope;
import io.crier.rest.v1.media.TestLinks;
import io.crier.rest.v1.webhooks.CrierRendering;
import io.crier.rest.walytic.WalyticRendering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpReceiversTest implements ReceiversContract {

  private static final WebhookSecret OLD = WebhookSecret.generate(new Random(1));
  private static final WebhookSecret FRESH = WebhookSecret.generate(new Random(2));

  private final OutboundPolicy policy = OutboundPolicy.publicOnly().allowing("127.0.0.0/8");
  private final OutboundClient client = new OutboundClient(policy, OutboundLimits.WEBHOOKS);
  private final HttpReceivers receivers =
      new HttpReceivers(
          policy,
          client,
          List.of(
              new CrierRendering(TestLinks.links()), new AulmRendering(), new WalyticRendering()));
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final List<ReceivedPost> posts = new CopyOnWriteArrayList<>();

  private record ReceivedPost(Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse(null);
    }
  }

  @AfterEach
  void close() {
    client.close();
    servers.forEach(server -> server.stop(0));
  }

  @Override
  public Receivers receivers() {
    return receivers;
  }

  @Override
  public URI answering(int status, Optional<String> retryAfter, String body) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/hook", exchange -> answer(exchange, status, retryAfter, body));
      server.start();
      servers.add(server);
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI unreachable() {
    try (var socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/hook");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI forbidden() {
    return URI.create("http://169.254.169.254/hook");
  }

  @Test
  void signsWithBothSecretsDuringRotation() {
    var now = Instant.now(); // the library compares with the clock of the machine
    var endpoint = endpoint().rotate(FRESH, now.minusSeconds(60));

    receivers.post(endpoint, received(), 3, now);

    var headers =
        Map.of(
            "webhook-id", List.of(posts.getFirst().header("webhook-id")),
            "webhook-timestamp", List.of(posts.getFirst().header("webhook-timestamp")),
            "webhook-signature", List.of(posts.getFirst().header("webhook-signature")));
    var body = new String(posts.getFirst().body(), UTF_8);
    for (var secret : List.of(OLD, FRESH)) {
      assertThatCode(() -> new Webhook(secret.text()).verify(body, new HashMap<>(headers)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void changesOnlyAttemptAndTimeOnRetry() {
    var endpoint = endpoint();
    var event = received();

    receivers.post(endpoint, event, 1, NOW);
    receivers.post(endpoint, event, 2, NOW.plus(Duration.ofHours(5)));

    var first = posts.get(0);
    var second = posts.get(1);
    assertThat(second.body())
        .isEqualTo(first.body())
        .isEqualTo(Envelope.of(event, TestLinks.links()).json());
    assertThat(second.header("webhook-id"))
        .isEqualTo(first.header("webhook-id"))
        .isEqualTo(event.id().value().toString());
    assertThat(first.header("webhook-timestamp")).isEqualTo("1795255200");
    assertThat(second.header("webhook-timestamp")).isEqualTo("1795273200");
    assertThat(first.header("x-crier-attempt")).isEqualTo("1");
    assertThat(second.header("x-crier-attempt")).isEqualTo("2");
  }

  @Test
  void interpretsStatusByFormat() {
    var rendering = new CrierRendering(TestLinks.links());

    assertThat(rendering.verdict(200)).isEqualTo(Receivers.Verdict.RECEIVED);
    assertThat(rendering.verdict(299)).isEqualTo(Receivers.Verdict.RECEIVED);
    assertThat(rendering.verdict(410)).isEqualTo(Receivers.Verdict.GONE);
    for (var status : new int[] {199, 301, 400, 404, 429, 500}) {
      assertThat(rendering.verdict(status)).isEqualTo(Receivers.Verdict.RETRY);
    }
  }

  @Test
  void requiresOneRenderingForEachFormat() {
    var rendering = new CrierRendering(TestLinks.links());

    assertThatThrownBy(() -> new HttpReceivers(policy, client, List.of()))
        .hasMessage("no rendering for the webhook format CRIER");
    assertThatThrownBy(() -> new HttpReceivers(policy, client, List.of(rendering, rendering)))
        .hasMessage("two renderings for the webhook format CRIER");
  }

  @Test
  void sendsEventHeaders() {
    receivers.post(endpoint(), received(), 1, NOW);

    assertThat(posts.getFirst().header("content-type")).isEqualTo("application/json");
    assertThat(posts.getFirst().header("user-agent")).isEqualTo("Crier");
    assertThat(posts.getFirst().header("x-crier-event")).isEqualTo("message.received");
  }

  @Test
  void addsHeadersOfTheOwnerButKeepsItsOwn() {
    var headers = new WebhookHeaders(Map.of("Authorization", "Bearer 1", "USER-AGENT", "Acme"));
    var endpoint = endpoint();

    receivers.post(endpoint.change(endpoint.url(), endpoint.filter(), headers), received(), 1, NOW);

    assertThat(posts.getFirst().header("authorization")).isEqualTo("Bearer 1");
    assertThat(posts.getFirst().header("user-agent")).isEqualTo("Acme");
    assertThat(posts.getFirst().header("content-type")).isEqualTo("application/json");
  }

  @Test
  void switchesBodySignatureWhenOldSecretExpires() {
    var endpoint = endpoint().rotate(FRESH, NOW);
    var event = received();
    var body = Envelope.of(event, TestLinks.links()).json();

    receivers.post(endpoint, event, 1, NOW.plus(Duration.ofHours(24)).minusMillis(1));
    receivers.post(endpoint, event, 1, NOW.plus(Duration.ofHours(24)));

    assertThat(posts.get(0).header("x-crier-signature"))
        .isEqualTo(WebhookSignature.ofBody(OLD.text(), body));
    assertThat(posts.get(1).header("x-crier-signature"))
        .isEqualTo(WebhookSignature.ofBody(FRESH.text(), body));
    assertThat(posts.get(1).header("webhook-signature")).doesNotContain(" ");
  }

  private WebhookEndpoint endpoint() {
    return WebhookEndpoint.create(
        new AccountId(new UUID(0, 1)),
        answering(204, Optional.empty(), ""),
        WebhookFilter.NONE,
        WebhookHeaders.NONE,
        WebhookFormat.CRIER,
        OLD,
        NOW);
  }

  private static Published received() {
    var event =
        new MessageEvent.Received(
            new AccountId(new UUID(0, 1)),
            new SessionId(new UUID(0, 2)),
            Optional.empty(),
            new MessageId(new UUID(0, 3)),
            new WhatsAppId("3EB0"),
            Recipient.parse("+966501234567"),
            Optional.empty(),
            new Content.Text("أهلا, عساك بخير؟"),
            NOW);
    return new Published(EventId.next(NOW), 7, event);
  }

  private void answer(HttpExchange exchange, int status, Optional<String> retryAfter, String body)
      throws IOException {
    try (exchange) {
      posts.add(
          new ReceivedPost(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
      retryAfter.ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", wait));
      exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }
}
