package io.crier.rest.v1.messages;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crier.application.messages.FindMessages;
import io.crier.application.sending.Acceptance;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Fault;
import io.crier.rest.v1.media.MediaLinks;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message as its account sees it. */
@Schema(name = "Message")
public record MessageView(
    @Schema(required = true) UUID id,
    @Schema(required = true) UUID sessionId,
    @Schema(required = true) Direction direction,
    @Schema(description = "whom it goes to, as normalised", examples = "+966501234567")
        Optional<String> to,
    @Schema(description = "who wrote it", examples = "+966507654321") Optional<String> from,
    @Schema(
            description = "where WhatsApp delivers to, once it is known",
            examples = "966501234567@s.whatsapp.net")
        Optional<String> address,
    @JsonUnwrapped ContentView content,
    @Schema(required = true) MessageStatus status,
    @Schema(description = "while it waits: how many go before it", examples = "0")
        Optional<Integer> position,
    @Schema(description = "while it waits: when its turn comes at the session's pace")
        Optional<Instant> estimatedSendAt,
    @Schema(required = true) Priority priority,
    @Schema(type = SchemaType.OBJECT, description = "the caller's own") @JsonRawValue
        String metadata,
    @Schema(
            required = true,
            description = "the id under which WhatsApp knows it",
            examples = "3EB0C431C26A1916E07E55")
        String waMessageId,
    @Schema(
            required = true,
            description = "whether a crash may have made WhatsApp see it twice, under one id")
        boolean possibleDuplicate,
    @Schema(required = true, description = "how often it was handed to the engine") int attempt,
    @Schema(description = "why it failed, or what last held it up") Optional<ErrorView> error,
    @Schema(required = true) Instant createdAt,
    Optional<Instant> sendAt,
    Optional<Instant> sentAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    @Schema(required = true, description = "whether a test key sent it: nothing reached WhatsApp")
        boolean test) {

  /** The same whenever it is written: it is kept for whoever asks again. */
  static MessageView of(Acceptance.Accepted accepted, MediaLinks links) {
    return of(
        accepted.message(),
        Optional.of(new FindMessages.Place(accepted.position(), accepted.estimatedSendAt())),
        links.asOf(accepted.message().createdAt()));
  }

  static MessageView of(FindMessages.Found found, MediaLinks links) {
    return of(found.message(), found.place(), links);
  }

  static MessageView of(Message message, MediaLinks links) {
    return of(message, Optional.empty(), links);
  }

  private static MessageView of(
      Message message, Optional<FindMessages.Place> place, MediaLinks links) {
    var peer = Optional.of(message.peer().text());
    var outbound = message.direction() == Direction.OUTBOUND;
    var progress = message.progress();
    return new MessageView(
        message.id().value(),
        message.session().value(),
        message.direction(),
        outbound ? peer : Optional.empty(),
        outbound ? Optional.empty() : peer,
        message.address().map(Address::value),
        ContentView.of(message.account(), message.content(), links),
        progress.status(),
        place.map(FindMessages.Place::position),
        place.map(FindMessages.Place::estimatedSendAt),
        message.priority(),
        message.handling().metadata().map(Metadata::json).orElse(null),
        message.whatsAppId().value(),
        progress.possibleDuplicate(),
        progress.attempt(),
        progress.fault().map(ErrorView::of),
        message.createdAt(),
        message.handling().sendAt(),
        progress.sentAt(),
        progress.deliveredAt(),
        progress.readAt(),
        message.handling().test());
  }

  /** Why a message was not sent. */
  @Schema(name = "MessageError")
  public record ErrorView(
      @Schema(required = true, examples = "recipient_not_on_whatsapp") String code,
      @Schema(required = true, examples = "the number is not on WhatsApp") String message) {

    public static ErrorView of(Fault fault) {
      return new ErrorView(fault.code(), sentence(fault));
    }

    private static String sentence(Fault fault) {
      return switch (fault) {
        case RECIPIENT_NOT_ON_WHATSAPP -> "the number is not on WhatsApp";
        case RECIPIENT_REFUSED -> "WhatsApp does not deliver to this recipient";
        case CONTENT_REFUSED -> "WhatsApp does not take this content";
        case OUTSIDE_WINDOW -> "more than 24 hours since the recipient last wrote: send a template";
        case UNSUPPORTED -> "the session's engine cannot send this";
        case RESTRICTED -> "WhatsApp holds back messages of this number to new contacts";
        case RATE_LIMITED -> "WhatsApp finds that this number sends too fast";
        case NOT_CONNECTED -> "the session is not connected";
        case ENGINE_FAILED -> "the engine failed";
        case UNLINKED -> "the session is not linked any more: link it again";
        case REPLACED -> "another client has taken the session over";
        case BANNED -> "WhatsApp has banned the session's number";
        case OUTDATED -> "WhatsApp asks for a newer engine";
        case UNKNOWN_OUTCOME -> "WhatsApp's answer did not come: it may have been sent";
        case QUOTA_EXCEEDED -> "the plan's sends of the day or the month were used up";
        case NO_CREDIT -> "the account had no credit left";
        case DELIVERY_UNKNOWN ->
            "a crash hid whether it was sent, and the account wants no repetition";
      };
    }
  }
}
