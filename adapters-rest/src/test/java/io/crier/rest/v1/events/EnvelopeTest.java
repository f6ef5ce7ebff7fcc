package io.crier.rest.v1.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import io.crier.rest.v1.media.TestLinks;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");
  private static final AccountId ACCOUNT = new AccountId(id(1));
  private static final SessionId SESSION = new SessionId(id(2));
  private static final MessageId MESSAGE = new MessageId(id(3));
  private static final WebhookId WEBHOOK = new WebhookId(id(4));

  @Test
  void writesMessageStatus() {
    var event =
        new MessageEvent.StatusChanged(
            ACCOUNT,
            SESSION,
            Optional.empty(),
            MESSAGE,
            new WhatsAppId("3EB0A1B2C3D4E5F60718"),
            Recipient.parse("+966501234567"),
            Optional.of(new Address("966501234567@s.whatsapp.net")),
            MessageStatus.READ,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.of(new Metadata("{\"order\": 17, \"name\":\"أهلا\"}")),
            AT);

    assertThat(json(event))
        .isEqualTo(
            envelope(
                "message.status",
                """
                {"messageId":"00000000-0000-0000-0000-000000000003",\
                "sessionId":"00000000-0000-0000-0000-000000000002",\
                "waMessageId":"3EB0A1B2C3D4E5F60718","to":"+966501234567",\
                "address":"966501234567@s.whatsapp.net","status":"read",\
                "possibleDuplicate":false,"test":false,\
                "metadata":{"order": 17, "name":"أهلا"}}\
                """));
  }

  @Test
  void writesWhatHoldsAMessageBack() {
    var event =
        new MessageEvent.StatusChanged(
            ACCOUNT,
            SESSION,
            Optional.empty(),
            MESSAGE,
            new WhatsAppId("sim_00"),
            Recipient.parse("+966501234567"),
            Optional.empty(),
            MessageStatus.QUEUED,
            Optional.of(Hold.until(AT, HoldReason.DAILY_CAP)),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            AT);

    assertThat(json(event)).contains("\"held\":{\"reason\":\"daily_cap\",\"until\":\"");
  }

  @Test
  void writesFailureOfMessage() {
    var event =
        new MessageEvent.StatusChanged(
            ACCOUNT,
            SESSION,
            Optional.empty(),
            MESSAGE,
            new WhatsAppId("sim_00"),
            Recipient.parse("+966501234567"),
            Optional.empty(),
            MessageStatus.FAILED,
            Optional.empty(),
            Optional.of(Fault.RECIPIENT_NOT_ON_WHATSAPP),
            Optional.of(131_026),
            true,
            true,
            Optional.empty(),
            AT);

    assertThat(json(event))
        .isEqualTo(
            envelope(
                "message.status",
                """
                {"messageId":"00000000-0000-0000-0000-000000000003",\
                "sessionId":"00000000-0000-0000-0000-000000000002",\
                "waMessageId":"sim_00","to":"+966501234567","status":"failed",\
                "error":{"code":"recipient_not_on_whatsapp",\
                "detail":"the number is not on WhatsApp","engineCode":131026},\
                "possibleDuplicate":true,"test":true}\
                """));
  }

  @Test
  void writesReceivedMessage() {
    var event =
        new MessageEvent.Received(
            ACCOUNT,
            SESSION,
            Optional.empty(),
            MESSAGE,
            new WhatsAppId("3EB0"),
            Recipient.parse("12345678@lid"),
            Optional.of(new Address("12345678@lid")),
            new Content.Text("two\nlines \"quoted\" 😀"),
            AT);

    assertThat(json(event))
        .isEqualTo(
            envelope(
                "message.received",
                """
                {"messageId":"00000000-0000-0000-0000-000000000003",\
                "sessionId":"00000000-0000-0000-0000-000000000002","waMessageId":"3EB0",\
                "from":"12345678@lid","address":"12345678@lid","sentAt":"2026-11-21T10:00:00.123Z","type":"text",\
                "body":"two\\nlines \\"quoted\\" 😀"}\
                """));
  }

  @Test
  void writesSessionEvents() {
    var connected =
        new SessionEvent.StatusChanged(
            ACCOUNT,
            SESSION,
            SessionStatus.CONNECTED,
            DesiredState.ON,
            Optional.of(new PhoneNumber("+34612345678")),
            Optional.empty(),
            AT);
    var lost =
        new SessionEvent.StatusChanged(
            ACCOUNT,
            SESSION,
            SessionStatus.UNLINKED,
            DesiredState.OFF,
            Optional.empty(),
            Optional.of("unlinked"),
            AT);

    assertThat(json(connected))
        .isEqualTo(
            envelope(
                "session.status",
                """
                {"sessionId":"00000000-0000-0000-0000-000000000002","status":"connected",\
                "wanted":"on","number":"+34612345678"}\
                """));
    assertThat(json(lost))
        .isEqualTo(
            envelope(
                "session.status",
                """
                {"sessionId":"00000000-0000-0000-0000-000000000002","status":"unlinked",\
                "wanted":"off","lastError":"unlinked"}\
                """));
    assertThat(json(new SessionEvent.QrChanged(ACCOUNT, SESSION, "2@abc", AT.plusSeconds(20), AT)))
        .isEqualTo(
            envelope(
                "session.qr",
                """
                {"sessionId":"00000000-0000-0000-0000-000000000002","value":"2@abc",\
                "expiresAt":"2026-11-21T10:00:20.123Z"}\
                """));
    assertThat(json(new SessionEvent.Restricted(ACCOUNT, SESSION, AT.plusSeconds(60), AT)))
        .isEqualTo(
            envelope(
                "session.restriction",
                """
                {"sessionId":"00000000-0000-0000-0000-000000000002",\
                "until":"2026-11-21T10:01:00.123Z"}\
                """));
  }

  @Test
  void writesWebhookEvents() {
    assertThat(json(new WebhookEvent.Disabled(ACCOUNT, WEBHOOK, "gone", AT)))
        .isEqualTo(
            envelope(
                "webhook.disabled",
                """
                {"webhookId":"00000000-0000-0000-0000-000000000004","reason":"gone"}\
                """));
    assertThat(json(new WebhookEvent.Tested(ACCOUNT, WEBHOOK, AT)))
        .isEqualTo(
            envelope(
                "webhook.test",
                """
                {"webhookId":"00000000-0000-0000-0000-000000000004","test":true}\
                """));
  }

  private static String json(DomainEvent event) {
    return new String(
        Envelope.of(new Published(new EventId(id(9)), 42, event), TestLinks.links()).json(), UTF_8);
  }

  private static String envelope(String type, String data) {
    return """
    {"id":"00000000-0000-0000-0000-000000000009","type":"%s",\
    "timestamp":"2026-11-21T10:00:00.123Z",\
    "accountId":"00000000-0000-0000-0000-000000000001","sequence":42,"data":%s}\
    """
        .formatted(type, data);
  }

  private static UUID id(long number) {
    return new UUID(0, number);
  }
}
