package io.crier.rest.v1.events;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crier.domain.calls.CallEvent;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.groups.GroupEvent;
import io.crier.domain.labels.LabelEvent;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.protection.Offence;
import io.crier.domain.protection.ProtectionEvent;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionStatus;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.xaccounts.XAccountEvent;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.rest.v1.media.MediaLinks;
import io.crier.rest.v1.media.MediaView;
import io.crier.rest.v1.messages.ContentView;
import io.crier.rest.v1.messages.MessageView;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The data of an event. Receivers depend on the field names, so they never change. */
public interface EventData {

  static EventData of(DomainEvent event, MediaLinks links) {
    return switch (event) {
      case MessageEvent.StatusChanged changed -> MessageStatusChanged.of(changed);
      case MessageEvent.Received received -> MessageReceived.of(received, links);
      case MessageEvent.SentElsewhere sent -> MessageSentElsewhere.of(sent, links);
      case MessageEvent.MediaChanged changed -> MessageMediaChanged.of(changed, links);
      case MessageEvent.Edited edited -> MessageEdited.of(edited, links);
      case MessageEvent.Revoked revoked -> MessageRevoked.of(revoked);
      case MessageEvent.Voted voted -> PollVote.of(voted);
      case MessageEvent.AlertChanged changed -> NotificationChanged.of(changed);
      case ChatEvent chat -> ChatData.of(chat);
      case CallEvent.Incoming incoming -> IncomingCallData.of(incoming);
      case GroupEvent group -> GroupData.of(group);
      case LabelEvent label -> LabelData.of(label);
      case XAccountEvent.Stale stale -> XAccountStale.of(stale);
      case SessionEvent.StatusChanged changed -> SessionStatusChanged.of(changed);
      case SessionEvent.QrChanged changed ->
          new SessionQr(changed.session().value(), changed.value(), changed.expiresAt());
      case SessionEvent.Restricted restricted ->
          new SessionRestricted(restricted.session().value(), restricted.until());
      case WebhookEvent.Disabled disabled ->
          new WebhookDisabled(disabled.webhook().value(), disabled.reason());
      case ProtectionEvent.Warned warned -> new AccountWarned(warned.reason());
      case ProtectionEvent.Blocked blocked -> new AccountBlocked(blocked.reason(), blocked.until());
      case ProtectionEvent.Unblocked unblocked -> new AccountUnblocked(unblocked.lifted());
      case WebhookEvent.Tested tested -> new WebhookTested(tested.webhook().value(), true);
      default -> throw new IllegalArgumentException("no data for " + event.getClass());
    };
  }

  /** The status of an outbound message has changed. */
  @Schema(name = "MessageStatusData", description = "The status of an outbound message has changed")
  record MessageStatusChanged(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(required = true, examples = "+966501234567") String to,
      @Schema(
              description = "the WhatsApp address, once known",
              examples = "966501234567@s.whatsapp.net")
          Optional<String> address,
      @Schema(required = true) MessageStatus status,
      @Schema(description = "what holds it back, other than its turn, when it is queued")
          Optional<MessageView.HoldView> held,
      @Schema(description = "why the message failed") Optional<FailureView> error,
      @Schema(
              required = true,
              description =
                  "whether WhatsApp may have received this message twice because of a crash")
          boolean possibleDuplicate,
      @Schema(required = true, description = "whether it was only sent in the simulator")
          boolean test,
      @JsonRawValue
          @Schema(type = SchemaType.OBJECT, description = "the metadata given with the message")
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
          event.held().map(MessageView.HoldView::of),
          FailureView.of(event.status(), event.fault(), event.engineCode()),
          event.possibleDuplicate(),
          event.test(),
          event.metadata().map(Metadata::json).orElse(null));
    }
  }

  /** A session has received a message. */
  @Schema(name = "MessageReceivedData", description = "A session has received a message")
  record MessageReceived(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(required = true, examples = "+966501234567") String from,
      @Schema(examples = "966501234567@s.whatsapp.net") Optional<String> address,
      @Schema(required = true, description = "when it was sent, by WhatsApp's clock")
          Instant sentAt,
      @JsonUnwrapped ContentView content)
      implements EventData {

    static MessageReceived of(MessageEvent.Received event, MediaLinks links) {
      return new MessageReceived(
          event.message().value(),
          event.session().value(),
          event.whatsAppId().value(),
          event.from().text(),
          event.address().map(Address::value),
          event.at(),
          ContentView.of(event.account(), event.content(), links));
    }
  }

  /** A message was sent from the session's phone or another of its devices. */
  @Schema(
      name = "MessageSentElsewhereData",
      description = "A message was sent from the session's phone or another of its devices")
  record MessageSentElsewhere(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(required = true, examples = "+966501234567") String to,
      @Schema(examples = "966501234567@s.whatsapp.net") Optional<String> address,
      @Schema(required = true, description = "when it was sent, by WhatsApp's clock")
          Instant sentAt,
      @JsonUnwrapped ContentView content)
      implements EventData {

    static MessageSentElsewhere of(MessageEvent.SentElsewhere event, MediaLinks links) {
      return new MessageSentElsewhere(
          event.message().value(),
          event.session().value(),
          event.whatsAppId().value(),
          event.to().text(),
          event.address().map(Address::value),
          event.at(),
          ContentView.of(event.account(), event.content(), links));
    }
  }

  /** The file of a received message has arrived, or cannot be downloaded. */
  @Schema(
      name = "MessageMediaData",
      description = "The file of a received message has arrived, or cannot be downloaded")
  record MessageMediaChanged(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(description = "the sender of a received message", examples = "+966501234567")
          Optional<String> from,
      @Schema(description = "the recipient of a message from the phone", examples = "+966501234567")
          Optional<String> to,
      @Schema(required = true, description = "as in message.received", examples = "image")
          String type,
      @Schema(required = true) MediaView media)
      implements EventData {

    static MessageMediaChanged of(MessageEvent.MediaChanged event, MediaLinks links) {
      return new MessageMediaChanged(
          event.message().value(),
          event.session().value(),
          event.whatsAppId().value(),
          Optional.of(event.peer().text()).filter(peer -> event.direction() == Direction.INBOUND),
          Optional.of(event.peer().text()).filter(peer -> event.direction() == Direction.OUTBOUND),
          event.content().type(),
          MediaView.of(event.account(), event.content(), links).orElseThrow());
    }
  }

  /** A message was edited by its author. */
  @Schema(name = "MessageEditedData", description = "A message was edited by its author")
  record MessageEdited(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(required = true) Direction direction,
      @Schema(description = "the recipient of a sent message", examples = "+966501234567")
          Optional<String> to,
      @Schema(description = "the sender of a received message", examples = "+966507654321")
          Optional<String> from,
      @Schema(examples = "966507654321@s.whatsapp.net") Optional<String> address,
      @Schema(required = true, description = "when it was edited, by WhatsApp's clock")
          Instant editedAt,
      @JsonUnwrapped ContentView content)
      implements EventData {

    static MessageEdited of(MessageEvent.Edited event, MediaLinks links) {
      var peer = Optional.of(event.peer().text());
      return new MessageEdited(
          event.message().value(),
          event.session().value(),
          event.whatsAppId().value(),
          event.direction(),
          peer.filter(it -> event.direction() == Direction.OUTBOUND),
          peer.filter(it -> event.direction() == Direction.INBOUND),
          event.address().map(Address::value),
          event.at(),
          ContentView.of(event.account(), event.content(), links));
    }
  }

  /** A message was deleted for everyone. */
  @Schema(name = "MessageRevokedData", description = "A message was deleted for everyone")
  record MessageRevoked(
      @Schema(required = true) UUID messageId,
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(required = true) Direction direction,
      @Schema(description = "the recipient of a sent message", examples = "+966501234567")
          Optional<String> to,
      @Schema(description = "the sender of a received message", examples = "+966507654321")
          Optional<String> from,
      @Schema(examples = "966507654321@s.whatsapp.net") Optional<String> address,
      @Schema(required = true, description = "when it was deleted, by WhatsApp's clock")
          Instant revokedAt)
      implements EventData {

    static MessageRevoked of(MessageEvent.Revoked event) {
      var peer = Optional.of(event.peer().text());
      return new MessageRevoked(
          event.message().value(),
          event.session().value(),
          event.whatsAppId().value(),
          event.direction(),
          peer.filter(it -> event.direction() == Direction.OUTBOUND),
          peer.filter(it -> event.direction() == Direction.INBOUND),
          event.address().map(Address::value),
          event.at());
    }
  }

  /** The status of a session has changed. */
  @Schema(name = "SessionStatusData", description = "The status of a session has changed")
  record SessionStatusChanged(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true) SessionStatus status,
      @Schema(required = true) DesiredState wanted,
      @Schema(description = "the number, once linked", examples = "+966501234567")
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
  @Schema(name = "SessionQrData", description = "There is a new QR code to scan")
  record SessionQr(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, description = "what the QR code encodes", examples = "2@Hb3v,kT9w,1")
          String value,
      @Schema(required = true) Instant expiresAt)
      implements EventData {}

  /** WhatsApp has restricted messages to new contacts. */
  @Schema(
      name = "SessionRestrictionData",
      description = "WhatsApp has restricted messages to new contacts")
  record SessionRestricted(
      @Schema(required = true) UUID sessionId, @Schema(required = true) Instant until)
      implements EventData {}

  /** The status of a notification has changed. */
  @Schema(name = "NotificationStatusData", description = "The status of a notification has changed")
  record NotificationChanged(
      @Schema(required = true) UUID notificationId,
      @Schema(required = true, examples = "+966501234567") String phoneNumber,
      @Schema(required = true) MessageStatus status,
      @Schema(description = "why the notification failed") Optional<FailureView> error,
      @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
      @Schema(
              required = true,
              description =
                  "whether WhatsApp may have received this alert twice because of a crash")
          boolean possibleDuplicate,
      @Schema(required = true, description = "whether it was only sent in the simulator")
          boolean test,
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
          FailureView.of(event.status(), event.fault(), event.engineCode()),
          event.whatsAppId().value(),
          event.possibleDuplicate(),
          event.test(),
          event.metadata().map(Metadata::json).orElse(null));
    }
  }

  /** It is no longer known whether an author on X has posted. */
  @Schema(
      name = "XAccountStaleData",
      description = "It is no longer known whether an author on X has posted")
  record XAccountStale(
      @Schema(required = true, examples = "44196397") String xUserId,
      @Schema(required = true, examples = "jack") String xUsername,
      @Schema(required = true) XAccountState state,
      @Schema(description = "when it was last known that no post had been missed")
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

  /** An endpoint has failed for too long and receives nothing more. */
  @Schema(
      name = "WebhookDisabledData",
      description = "A webhook has failed for too long and receives nothing more")
  record WebhookDisabled(
      @Schema(required = true) UUID webhookId,
      @Schema(required = true, examples = "the receiver answered 410 Gone") String reason)
      implements EventData {}

  /** A test event was requested. */
  @Schema(name = "WebhookTestData", description = "A test event was requested")
  record WebhookTested(
      @Schema(required = true) UUID webhookId,
      @Schema(required = true, examples = "true") boolean test)
      implements EventData {}

  /** The account behaves like a bot; the next time within a day it is blocked. */
  @Schema(
      name = "AccountWarnedData",
      description = "The account behaves like a bot; the next time within a day it is blocked")
  record AccountWarned(@Schema(required = true, description = "what led to it") Offence reason)
      implements EventData {}

  /** The account's requests are refused for a while. */
  @Schema(
      name = "AccountBlockedData",
      description = "The account's requests are refused for a while")
  record AccountBlocked(
      @Schema(required = true, description = "what led to it") Offence reason,
      @Schema(required = true, description = "when it ends") Instant until)
      implements EventData {}

  /** The account's requests are accepted again. */
  @Schema(name = "AccountUnblockedData", description = "The account's requests are accepted again")
  record AccountUnblocked(
      @Schema(required = true, description = "whether an operator has ended the block early")
          boolean lifted)
      implements EventData {}
}
