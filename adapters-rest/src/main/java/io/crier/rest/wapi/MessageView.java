package io.crier.rest.wapi;

import io.crier.application.messages.FindMessages;
import io.crier.application.messages.Place;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message to send, and what has become of it. */
@Schema(name = "WapiMessage", description = "A message and what has become of it")
record MessageView(
    @Schema(required = true, description = "the id of the message") UUID id,
    @Schema(description = "once it is sent: its id on WhatsApp", examples = "3EB0C431C26A1916E07E")
        Optional<String> waMessageId,
    @Schema(required = true, description = "what has become of it") Status status,
    @Schema(description = "when WhatsApp accepted it") Optional<Instant> sentAt,
    @Schema(required = true, description = "as given in to", examples = "923001234567")
        String recipient,
    @Schema(required = true, description = "its type", examples = "text") String type,
    @Schema(description = "while it waits: how many messages are ahead of it", examples = "3")
        Optional<Integer> queuedBehind,
    @Schema(description = "in lists: its text or caption", examples = "Hello")
        Optional<String> message,
    @Schema(description = "in lists: when it was accepted") Optional<Instant> createdAt,
    @Schema(description = "why it failed", examples = "recipient_not_on_whatsapp")
        Optional<String> error) {

  /** What wapi tells about a message: it does not follow one that has been sent. */
  @Schema(name = "WapiMessageStatus", description = "what has become of a message")
  enum Status {
    QUEUED(EnumSet.of(MessageStatus.SCHEDULED, MessageStatus.QUEUED, MessageStatus.SENDING)),
    SENT(EnumSet.range(MessageStatus.SENT, MessageStatus.PLAYED)),
    FAILED(EnumSet.of(MessageStatus.FAILED, MessageStatus.CANCELLED));

    private final Set<MessageStatus> statuses;

    Status(Set<MessageStatus> statuses) {
      this.statuses = statuses;
    }

    Set<MessageStatus> statuses() {
      return statuses;
    }

    static Status of(MessageStatus status) {
      for (var candidate : values()) {
        if (candidate.statuses.contains(status)) {
          return candidate;
        }
      }
      throw new IllegalArgumentException(status + " is not a status of an outbound message");
    }
  }

  /** The response to its request. */
  static MessageView answer(FindMessages.Found found) {
    var message = found.message();
    var waiting = Status.of(message.status()) == Status.QUEUED;
    return of(
        message,
        waiting ? found.place().map(Place::position).or(() -> Optional.of(0)) : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static MessageView listed(Message message) {
    return of(
        message,
        Optional.empty(),
        Optional.of(message.content().text()),
        Optional.of(message.createdAt()));
  }

  private static MessageView of(
      Message message,
      Optional<Integer> queuedBehind,
      Optional<String> text,
      Optional<Instant> createdAt) {
    var progress = message.progress();
    var status = Status.of(progress.status());
    return new MessageView(
        message.id().value(),
        status == Status.SENT ? Optional.of(message.whatsAppId().value()) : Optional.empty(),
        status,
        progress.sentAt(),
        message.peer().textWithoutPlus(),
        message.content().type(),
        queuedBehind,
        text,
        createdAt,
        status == Status.FAILED ? Optional.of(reason(message)) : Optional.empty());
  }

  private static String reason(Message message) {
    return message.progress().fault().map(Fault::code).orElse("cancelled");
  }
}
