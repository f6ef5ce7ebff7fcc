package io.crier.rest.aulm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
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

class AulmRenderingTest {

  private static final Instant AT = Instant.parse("2026-05-28T10:15:42Z");
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final SessionId SESSION = new SessionId(new UUID(0, 2));
  private static final MessageId MESSAGE = new MessageId(new UUID(0, 3));
  private static final WhatsAppId WHATSAPP_ID = new WhatsAppId("3EB0");
  private static final Recipient PEER = Recipient.parse("+966512345678");
  private static final String EVENT = "00000000-0000-0000-0000-000000000004";
  private static final WebhookSecret OLD = WebhookSecret.generate(new Random(1));
  private static final WebhookSecret FRESH = WebhookSecret.generate(new Random(2));

  private final AulmRendering rendering = new AulmRendering();

  @Test
  void rendersAReceivedMessage() {
    assertRendered(
        received(new Content.Text("hi")),
        "inbound_message",
        "{\"event\":\"inbound_message\",\"delivery_id\":\"00000000-0000-0000-0000-000000000004\","
            + "\"session_id\":\"00000000-0000-0000-0000-000000000002\","
            + "\"from\":\"+966512345678\",\"message_id\":\"3EB0\",\"type\":\"text\","
            + "\"body\":\"hi\",\"received_at\":\"2026-05-28T10:15:42.000Z\"}");
  }

  @Test
  void rendersAReplyToAButtonAsText() {
    var reply =
        new Content.Interactive(
            "button",
            Optional.empty(),
            Optional.of("Yes"),
            Optional.empty(),
            Optional.empty(),
            Context.NONE);

    assertThat(body(render(received(reply), AT))).contains("\"type\":\"text\",\"body\":\"Yes\"");
  }

  @Test
  void rendersTheStatusOfASentMessage() {
    assertRendered(
        changed(MessageStatus.DELIVERED),
        "message_status",
        "{\"event\":\"message_status\",\"delivery_id\":\"00000000-0000-0000-0000-000000000004\","
            + "\"session_id\":\"00000000-0000-0000-0000-000000000002\",\"message_id\":\"3EB0\","
            + "\"status\":\"delivered\",\"to\":\"+966512345678\","
            + "\"occurred_at\":\"2026-05-28T10:15:42.000Z\"}");
  }

  @Test
  void marksTestDeliveries() {
    var tested = new WebhookEvent.Tested(ACCOUNT, new WebhookId(new UUID(0, 5)), AT);

    assertThat(rendering.renders(tested)).isTrue();
    assertThat(body(render(tested, AT)))
        .startsWith("{\"event\":\"inbound_message\",")
        .endsWith(",\"test\":true}");
  }

  @ParameterizedTest
  @EnumSource(names = {"SENT", "DELIVERED", "READ", "PLAYED", "FAILED"})
  void reportsTheDocumentedStatuses(MessageStatus status) {
    assertThat(rendering.renders(changed(status))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SENT", "DELIVERED", "READ", "PLAYED", "FAILED"})
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
        .containsEntry("x-aulm-signature", WebhookSignature.ofBody(OLD.text(), during.body()));
    assertThat(after.headers())
        .containsEntry("x-aulm-signature", WebhookSignature.ofBody(FRESH.text(), after.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "200,RECEIVED",
    "204,RECEIVED",
    "299,RECEIVED",
    "301,RETRY",
    "400,REJECTED",
    "404,REJECTED",
    "410,REJECTED",
    "429,RETRY",
    "499,REJECTED",
    "500,RETRY",
    "503,RETRY"
  })
  void interpretsStatuses(int status, Verdict verdict) {
    assertThat(rendering.verdict(status)).isEqualTo(verdict);
  }

  private void assertRendered(DomainEvent event, String name, String body) {
    var request = render(event, AT);

    assertThat(body(request)).isEqualTo(body);
    assertThat(request.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-aulm-event", name)
        .containsEntry("x-aulm-delivery-id", EVENT)
        .containsEntry("x-aulm-attempt", "3")
        .containsEntry("x-aulm-signature", WebhookSignature.ofBody(OLD.text(), request.body()));
  }

  private Request render(DomainEvent event, Instant now) {
    return render(endpoint(), event, now);
  }

  private Request render(WebhookEndpoint endpoint, DomainEvent event, Instant now) {
    return rendering.render(
        endpoint, new Published(new EventId(UUID.fromString(EVENT)), 1, event), 3, now);
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
        WebhookFormat.AULM,
        OLD,
        AT);
  }

  private static MessageEvent received(Content content) {
    return new MessageEvent.Received(
        ACCOUNT,
        SESSION,
        Optional.empty(),
        MESSAGE,
        WHATSAPP_ID,
        PEER,
        Optional.empty(),
        content,
        AT);
  }

  private static MessageEvent changed(MessageStatus status) {
    return new MessageEvent.StatusChanged(
        ACCOUNT,
        SESSION,
        Optional.empty(),
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
