package io.crier.rest.v1.events;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crier.domain.DomainEvent;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionStatus;
import io.crier.domain.sessions.Wanted;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.xaccounts.XAccountEvent;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.rest.v1.media.MediaLinks;
import io.crier.rest.v1.messages.ContentView;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What happened, in the words of the API; the names of the fields never change. */
@Schema(
    name = "EventData",
    oneOf = {
      EventData.MessageStatusChanged.class,
      EventData.MessageReceived.class,
      EventData.SessionStatusChanged.class,
      EventData.SessionQr.class,
      EventData.SessionRestricted.class,
      EventData.NotificationChanged.class,
      EventData.XAccountStale.class,
      EventData.WebhookDisabled.class,
      EventData.WebhookTested.class
    })
public sealed interface EventData {

  static EventData of(DomainEvent event, MediaLinks links) {
    return switch (event) {
      case MessageEvent.StatusChanged changed -> MessageStatusChanged.of(changed);
      case MessageEvent.Received received -> MessageReceived.of(received, links);
      case MessageEvent.AlertChanged changed -> NotificationChanged.of(changed);
      case XAccountEvent.Stale stale -> XAccountStale.of(stale);
      case SessionEvent.StatusChanged changed -> SessionStatusChanged.of(changed);
      case SessionEvent.QrChanged changed ->
          new SessionQr(changed.session().value(), changed.value(), changed.expiresAt());
      case SessionEvent.Restricted restricted ->
          new SessionRestricted(restricted.session().value(), restricted.until());
      case WebhookEvent.Disabled disabled ->
          new WebhookDisabled(disabled.webhook().value(), disabled.reason());
      case WebhookEvent.Tested tested -> new WebhookTested(tested.webhook().value(), true);
      default -> throw new IllegalArgumentException("no data for " + event.getClass());
    };
  }

  /** An outbound message has moved on. */
  @Schema(name = "MessageStatusData", description = "data of message.status")
  record MessageStatusChanged(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(required = true, examples = "+966501234567") String to,
      @Schema(description = "once it is known", examples = "966501234567@s.whatsapp.net")
          Optional<String> address,
      @Schema(required = true) MessageStatus status,
      @Schema(description = "of a message that failed") Optional<Failure> error,
      @Schema(
              required = true,
              description = "whether a crash may have made WhatsApp get this message twice")
          boolean possibleDuplicate,
      @Schema(required = true, description = "whether it only pretends to be sent") boolean test,
      @JsonRawValue
          @Schema(type = SchemaType.OBJECT, description = "as it was given with the message")
          String metadata)
      implements EventData {

    static MessageStatusChanged of(MessageEvent.StatusChanged event) {
      return new MessageStatusChanged(
          event.message().value(),
          event.session().value(),
          event.whatsAppId().value(),
          event.to().text(),
          event.address().map(Address::value),
          event.status(),
          event.fault().map(fault -> new Failure(fault.code())),
          event.possibleDuplicate(),
          event.test(),
          event.metadata().map(Metadata::json).orElse(null));
    }
  }

  /** Why a message failed. */
  @Schema(name = "MessageFailure")
  record Failure(@Schema(required = true, examples = "recipient_not_on_whatsapp") String code) {}

  /** Somebody wrote to a session. */
  @Schema(name = "MessageReceivedData", description = "data of message.received")
  record MessageReceived(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true) String waMessageId,
      @Schema(required = true, examples = "+966501234567") String from,
      @Schema(examples = "966501234567@s.whatsapp.net") Optional<String> address,
      @JsonUnwrapped ContentView content)
      implements EventData {

    static MessageReceived of(MessageEvent.Received event, MediaLinks links) {
      return new MessageReceived(
          event.message().value(),
          event.session().value(),
          event.whatsAppId().value(),
          event.from().text(),
          event.address().map(Address::value),
          ContentView.of(event.account(), event.content(), links));
    }
  }

  /** A session is seen in another state. */
  @Schema(name = "SessionStatusData", description = "data of session.status")
  record SessionStatusChanged(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true) SessionStatus status,
      @Schema(required = true) Wanted wanted,
      @Schema(description = "once it is linked", examples = "+966501234567")
          Optional<String> number,
      @Schema(description = "why it is not connected") Optional<String> lastError)
      implements EventData {

    static SessionStatusChanged of(SessionEvent.StatusChanged event) {
      return new SessionStatusChanged(
          event.session().value(),
          event.status(),
          event.wanted(),
          event.number().map(PhoneNumber::value),
          event.error());
    }
  }

  /** There is a new QR code to scan. */
  @Schema(name = "SessionQrData", description = "data of session.qr")
  record SessionQr(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, description = "what the QR code encodes") String value,
      @Schema(required = true) Instant expiresAt)
      implements EventData {}

  /** WhatsApp holds back messages to new contacts. */
  @Schema(name = "SessionRestrictionData", description = "data of session.restriction")
  record SessionRestricted(
      @Schema(required = true) UUID sessionId, @Schema(required = true) Instant until)
      implements EventData {}

  /** A notification has moved on. */
  @Schema(name = "NotificationStatusData", description = "data of notification.status")
  record NotificationChanged(
      @Schema(required = true) UUID notificationId,
      @Schema(required = true, examples = "+966501234567") String phoneNumber,
      @Schema(required = true) MessageStatus status,
      @Schema(description = "of a notification that failed") Optional<Failure> error,
      @Schema(required = true) String waMessageId,
      @Schema(
              required = true,
              description = "whether a crash may have made WhatsApp get this alert twice")
          boolean possibleDuplicate,
      @Schema(required = true, description = "whether it only pretends to be sent") boolean test,
      @JsonRawValue
          @Schema(
              type = SchemaType.OBJECT,
              description =
                  "the subscription and the post: subscriptionId, xUserId, xUsername,"
                      + " postId and url")
          String about)
      implements EventData {

    static NotificationChanged of(MessageEvent.AlertChanged event) {
      return new NotificationChanged(
          event.message().value(),
          event.to().text(),
          event.status(),
          event.fault().map(fault -> new Failure(fault.code())),
          event.whatsAppId().value(),
          event.possibleDuplicate(),
          event.test(),
          event.metadata().map(Metadata::json).orElse(null));
    }
  }

  /** Nobody can tell any more whether an author on X posts. */
  @Schema(name = "XAccountStaleData", description = "data of x_account.stale")
  record XAccountStale(
      @Schema(required = true, examples = "44196397") String xUserId,
      @Schema(required = true, examples = "jack") String xUsername,
      @Schema(required = true) XAccountState state,
      @Schema(description = "when it was last known that nothing had been missed")
          Optional<Instant> lastCheckedAt)
      implements EventData {

    static XAccountStale of(XAccountEvent.Stale event) {
      return new XAccountStale(
          Long.toString(event.author().value()),
          event.username().value(),
          event.state(),
          event.lastCheckedAt());
    }
  }

  /** An endpoint failed for too long, and gets nothing more. */
  @Schema(name = "WebhookDisabledData", description = "data of webhook.disabled")
  record WebhookDisabled(
      @Schema(required = true) UUID webhookId,
      @Schema(required = true, examples = "the receiver answered 410 Gone") String reason)
      implements EventData {}

  /** Somebody asked for a test. */
  @Schema(name = "WebhookTestData", description = "data of webhook.test")
  record WebhookTested(
      @Schema(required = true) UUID webhookId, @Schema(required = true) boolean test)
      implements EventData {}
}
