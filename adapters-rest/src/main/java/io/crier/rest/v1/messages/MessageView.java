package io.crier.rest.v1.messages;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.Place;
import io.crier.application.sending.Acceptance;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Origin;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Revisions;
import io.crier.domain.sessions.Fault;
import io.crier.rest.v1.media.MediaLinks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message as shown to its account. */
@Schema(name = "Message")
public record MessageView(
    @Schema(required = true) UUID id,
    @Schema(required = true) UUID sessionId,
    @Schema(required = true) Direction direction,
    @Schema(description = "the recipient, normalised", examples = "+966501234567")
        Optional<String> to,
    @Schema(description = "the sender of a received message", examples = "+966507654321")
        Optional<String> from,
    @Schema(
            description = "the WhatsApp address, once known",
            examples = "966501234567@s.whatsapp.net")
        Optional<String> address,
    @Schema(description = "where a sent message was written, and history of either direction")
        Optional<Origin> origin,
    @JsonUnwrapped ContentView content,
    @Schema(required = true) MessageStatus status,
    @Schema(description = "while queued: how many messages are ahead of it", examples = "0")
        Optional<Integer> position,
    @Schema(
            description =
                "while queued: when it will probably be sent, as the session's pacing allows;"
                    + " absent while that depends on somebody")
        Optional<Instant> estimatedSendAt,
    @Schema(description = "while queued: what holds it back, other than its turn")
        Optional<HoldView> held,
    @Schema(required = true) Priority priority,
    @Schema(type = SchemaType.OBJECT, description = "the metadata given with the message")
        @JsonRawValue
        String metadata,
    @Schema(
            required = true,
            description = "the WhatsApp id of the message",
            examples = "3EB0C431C26A1916E07E55")
        String waMessageId,
    @Schema(
            required = true,
            description =
                "whether WhatsApp may have received it twice, under one id, because of a crash")
        boolean possibleDuplicate,
    @Schema(required = true, description = "how many times it was passed to the engine")
        int attempt,
    @Schema(description = "why it failed, or the last reason for a delay")
        Optional<ErrorView> error,
    @Schema(required = true) Instant createdAt,
    Optional<Instant> sendAt,
    Optional<Instant> sentAt,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    Optional<Instant> playedAt,
    @Schema(description = "when its author last edited it") Optional<Instant> editedAt,
    @Schema(description = "when it was deleted for everyone") Optional<Instant> revokedAt,
    @Schema(
            description =
                "what it said before it was edited, oldest first: its first version and the latest"
                    + " others, at most ten")
        Optional<List<VersionView>> history,
    @Schema(
            required = true,
            description = "whether it was sent with a test key and stayed in the simulator")
        boolean test) {

  /** Always renders the same: the stored response is replayed for a repeated request. */
  static MessageView of(Acceptance.Accepted accepted, MediaLinks links) {
    return of(
        accepted.message(),
        Optional.of(accepted.place()),
        accepted.place().held(),
        links.asOf(accepted.message().createdAt()));
  }

  static MessageView of(FindMessages.Found found, MediaLinks links) {
    return of(found.message(), found.place(), found.place().flatMap(Place::held), links);
  }

  public static MessageView of(Message message, MediaLinks links) {
    return of(message, Optional.empty(), Optional.empty(), links);
  }

  static MessageView of(FindMessages.Listed listed, MediaLinks links) {
    return of(listed.message(), Optional.empty(), listed.held(), links);
  }

  private static MessageView of(
      Message message, Optional<Place> place, Optional<Hold> held, MediaLinks links) {
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
        Optional.of(message.handling().origin()).filter(it -> outbound || it == Origin.HISTORY),
        ContentView.of(message.account(), message.content(), links),
        progress.status(),
        place.map(Place::position),
        place.flatMap(Place::estimatedSendAt),
        held.map(HoldView::of),
        message.priority(),
        message.handling().metadata().map(Metadata::json).orElse(null),
        message.whatsAppId().value(),
        progress.possibleDuplicate(),
        progress.attempt(),
        progress.failure().map(ErrorView::of),
        message.createdAt(),
        message.handling().sendAt(),
        progress.sentAt(),
        progress.deliveredAt(),
        progress.readAt(),
        progress.playedAt(),
        message.revisions().editedAt(),
        message.revisions().revokedAt(),
        VersionView.of(message.revisions()),
        message.handling().test());
  }

  /** What an edited message said before. */
  @Schema(name = "MessageVersion")
  public record VersionView(
      @Schema(required = true, description = "its text or caption", examples = "Helo") String body,
      @Schema(required = true, description = "when this was written") Instant writtenAt) {

    static Optional<List<VersionView>> of(Revisions revisions) {
      return Optional.of(revisions.earlier())
          .filter(versions -> !versions.isEmpty())
          .map(
              versions ->
                  versions.stream().map(it -> new VersionView(it.text(), it.at())).toList());
    }
  }

  /** What holds a queued message back. */
  @Schema(name = "Hold")
  public record HoldView(
      @Schema(required = true) HoldReason reason,
      @Schema(description = "when it ends, unless somebody has to end it")
          Optional<Instant> until) {

    public static HoldView of(Hold hold) {
      return new HoldView(hold.reason(), hold.until());
    }
  }

  /** Why a message was not sent. */
  @Schema(name = "MessageError")
  public record ErrorView(
      @Schema(required = true, examples = "recipient_not_on_whatsapp") String code,
      @Schema(required = true, examples = "the number is not on WhatsApp") String detail,
      @Schema(
              description =
                  "the number that WhatsApp gave as the reason: an error code of Meta's API, the"
                      + " error of a message of a linked device, or the HTTP status of WAHA",
              examples = "131026")
          Optional<Integer> engineCode,
      @Schema(required = true, deprecated = true, description = "the same as detail")
          String message) {

    public static ErrorView of(Failure failure) {
      var sentence = sentence(failure.fault());
      return new ErrorView(failure.fault().code(), sentence, failure.engineCode(), sentence);
    }

    public static String sentence(Fault fault) {
      return switch (fault) {
        case RECIPIENT_NOT_ON_WHATSAPP -> "the number is not on WhatsApp";
        case RECIPIENT_REFUSED -> "WhatsApp does not deliver to this recipient";
        case GROUP_NOT_FOUND -> "WhatsApp knows no such group";
        case NOT_IN_GROUP -> "the session's number is not a member of the group";
        case CHANNEL_NOT_FOUND -> "WhatsApp knows no such channel";
        case NOT_CHANNEL_ADMIN -> "only the owner and the admins of a channel post in it";
        case CONTENT_REFUSED -> "WhatsApp does not accept this content";
        case OUTSIDE_WINDOW -> "the recipient last wrote more than 24 hours ago: send a template";
        case TOO_LATE ->
            "it waited for longer than WhatsApp allows: 15 minutes for edits, 60 hours for"
                + " deletions";
        case UNSUPPORTED -> "the session's engine cannot send this";
        case RESTRICTED -> "WhatsApp restricts messages from this number to new contacts";
        case RATE_LIMITED -> "WhatsApp rate-limits this number";
        case RATE_LIMITED_BY_WHATSAPP ->
            "WhatsApp answers no more questions about recipients for a while";
        case NOT_CONNECTED -> "the session is not connected";
        case ENGINE_FAILED -> "the engine failed";
        case UNLINKED -> "the session is no longer linked: link it again";
        case REPLACED -> "another client has taken the session over";
        case PASSKEY_REQUIRED -> "WhatsApp links this account only with a passkey";
        case BANNED -> "WhatsApp has banned the session's number";
        case TEMPORARILY_BANNED -> "WhatsApp has banned the session's number for a while";
        case OUTDATED -> "WhatsApp requires a newer version of the engine";
        case UNKNOWN_OUTCOME -> "WhatsApp did not respond: the message may have been sent";
        case QUOTA_EXCEEDED -> "the plan's daily or monthly sends were used up";
        case NO_CREDIT -> "the account had no credit left";
        case DELIVERY_UNKNOWN ->
            "a crash left unknown whether it was sent, and the account does not allow a repeat";
      };
    }
  }
}
