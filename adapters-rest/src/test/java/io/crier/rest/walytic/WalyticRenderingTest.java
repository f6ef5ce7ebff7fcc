package io.crier.rest.walytic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.rest.outbound.WebhookRendering.Request;
import io.crier.rest.outbound.WebhookSignature;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class WalyticRenderingTest {

  private static final Instant AT = Instant.ofEpochSecond(1_714_602_000);
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final SessionId SESSION = new SessionId(new UUID(0, 2));
  private static final MessageId MESSAGE = new MessageId(new UUID(0, 3));
  private static final WhatsAppId WHATSAPP_ID = new WhatsAppId("3EB0");
  private static final Recipient PEER = Recipient.parse("+919999999999");
  private static final WebhookSecret OLD = WebhookSecret.generate(new Random(1));
  private static final WebhookSecret FRESH = WebhookSecret.generate(new Random(2));

  private final WalyticRendering rendering = new WalyticRendering();

  @Test
  void rendersTheExample() {
    assertThat(body(render(received(PEER), AT)))
        .isEqualTo(
            "{\"event\":\"message.received\",\"sessionId\":\"919876543210\","
                + "\"from\":\"919999999999\",\"text\":\"got it, thanks!\",\"timestamp\":1714602000}");
  }

  @Test
  void namesGroupsByTheirId() {
    assertThat(body(render(received(Recipient.parse("120363000000000001@g.us")), AT)))
        .contains("\"from\":\"120363000000000001@g.us\"");
  }

  @Test
  void rendersTheDeliveryOfASentMessage() {
    assertThat(body(render(changed(MessageStatus.DELIVERED), AT)))
        .isEqualTo(
            "{\"event\":\"message.delivered\",\"sessionId\":\"919876543210\","
                + "\"to\":\"919999999999\",\"messageId\":\"00000000-0000-0000-0000-000000000003\","
                + "\"waMessageId\":\"3EB0\",\"timestamp\":1714602000,\"error\":null}");
  }

  @Test
  void rendersTestDeliveries() {
    var tested = new WebhookEvent.Tested(ACCOUNT, new WebhookId(new UUID(0, 5)), AT);

    assertThat(rendering.renders(tested)).isTrue();
    assertThat(body(render(tested, AT)))
        .isEqualTo("{\"event\":\"webhook.test\",\"timestamp\":1714602000}");
  }

  @ParameterizedTest
  @EnumSource(names = {"SENT", "DELIVERED", "READ", "FAILED"})
  void reportsTheDocumentedStatuses(MessageStatus status) {
    assertThat(rendering.renders(changed(status))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SENT", "DELIVERED", "READ", "FAILED"})
  void reportsNoOtherStatus(MessageStatus status) {
    assertThat(rendering.renders(changed(status))).isFalse();
  }

  @Test
  void signsWithTheSecretThatReceiversKnow() {
    var event = changed(MessageStatus.SENT);
    var rotated = endpoint().rotate(FRESH, AT);

    var during = render(rotated, event, AT.plusSeconds(1));
    var after = render(rotated, event, AT.plus(Duration.ofHours(24)));

    assertThat(during.headers())
        .containsEntry("x-walytic-signature", WebhookSignature.ofBody(OLD.text(), during.body()));
    assertThat(after.headers())
        .containsEntry("x-walytic-signature", WebhookSignature.ofBody(FRESH.text(), after.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "200,RECEIVED",
    "299,RECEIVED",
    "301,RETRY",
    "404,RETRY",
    "410,GONE",
    "429,RETRY",
    "500,RETRY"
  })
  void interpretsStatuses(int status, Verdict verdict) {
    assertThat(rendering.verdict(status)).isEqualTo(verdict);
  }

  private Request render(DomainEvent event, Instant now) {
    return render(endpoint(), event, now);
  }

  private Request render(WebhookEndpoint endpoint, DomainEvent event, Instant now) {
    return rendering.render(endpoint, new Published(new EventId(new UUID(0, 4)), 1, event), 1, now);
  }

  private static String body(Request request) {
    return new String(request.body(), UTF_8);
  }

  private static WebhookEndpoint endpoint() {
    return WebhookEndpoint.create(
        ACCOUNT,
        URI.create("https://shop.example"),
        WebhookFilter.NONE,
        WebhookHeaders.NONE,
        WebhookFormat.WALYTIC,
        OLD,
        AT);
  }

  private static MessageEvent received(Recipient from) {
    return new MessageEvent.Received(
        ACCOUNT,
        SESSION,
        Optional.of(new PhoneNumber("+919876543210")),
        MESSAGE,
        WHATSAPP_ID,
        from,
        Optional.empty(),
        new Content.Text("got it, thanks!"),
        AT);
  }

  private static MessageEvent changed(MessageStatus status) {
    return new MessageEvent.StatusChanged(
        ACCOUNT,
        SESSION,
        Optional.of(new PhoneNumber("+919876543210")),
        MESSAGE,
        WHATSAPP_ID,
        PEER,
        Optional.empty(),
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        AT);
  }
}
