package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Coordinates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Converts Meta's posts to events. Posts are untrusted and may contain anything. */
final class Incoming {

  private final PhoneNumber ours;
  private final Instant now;

  /**
   * @param ours the number of the session
   */
  Incoming(PhoneNumber ours, Instant now) {
    this.ours = ours;
    this.now = now;
  }

  /** The status of a message, under Meta's id and under Crier's if Meta returns it. */
  List<Event> status(JsonNode status) {
    var events = new ArrayList<Event>();
    for (var id : List.of(status.path("id"), status.path("biz_opaque_callback_data"))) {
      if (id.isTextual()) {
        status(status, new WhatsAppId(id.textValue())).ifPresent(events::add);
      }
    }
    return events;
  }

  private Optional<Event> status(JsonNode status, WhatsAppId id) {
    var at = at(status);
    return switch (status.path("status").asText()) {
      case "sent" -> Optional.of(new Event.Receipt(id, MessageStatus.SENT, at));
      case "delivered" -> Optional.of(new Event.Receipt(id, MessageStatus.DELIVERED, at));
      case "read" -> Optional.of(new Event.Receipt(id, MessageStatus.READ, at));
      case "played" -> Optional.of(new Event.Receipt(id, MessageStatus.PLAYED, at));
      case "failed" -> {
        var fault = GraphException.faultOf(status.at("/errors/0/code").asInt(131000));
        yield Optional.of(new Event.Bounced(id, fault, at));
      }
      default -> Optional.empty();
    };
  }

  /**
   * Converts a message; empty if its sender is unknown.
   *
   * @param contacts the senders of the messages in the same post
   * @param fetch fetches the file of this id and type
   */
  Optional<Event.Received> message(
      JsonNode message, JsonNode contacts, BiFunction<String, String, Optional<MediaFile>> fetch) {
    var contact = contactOf(message, contacts);
    var hidden =
        text(message, "from_user_id")
            .or(() -> text(contact, "user_id"))
            .filter(Recipient::isHidden);
    var from = phone(message).or(() -> hidden.map(Recipient::parse));
    var address = hidden.or(() -> text(contact, "wa_id")).map(Address::new);
    return text(message, "id")
        .flatMap(
            id ->
                from.map(
                    it ->
                        new Event.Received(
                            new WhatsAppId(id),
                            it,
                            address,
                            content(message, fetch),
                            at(message))));
  }

  private static Optional<Recipient> phone(JsonNode message) {
    return text(message, "from")
        .filter(digits -> digits.matches("[1-9]\\d{6,14}"))
        .map(Recipient::parse);
  }

  private static JsonNode contactOf(JsonNode message, JsonNode contacts) {
    for (var contact : contacts) {
      if (contact.path("wa_id").equals(message.path("from"))
          || contact.path("user_id").equals(message.path("from_user_id"))) {
        return contact;
      }
    }
    return contacts.path(0);
  }

  private Content content(JsonNode message, BiFunction<String, String, Optional<MediaFile>> fetch) {
    var type = message.path("type").asText("unknown");
    var context = context(message);
    try {
      return known(type, message.path(type), context, fetch)
          .orElseGet(() -> new Content.Unsupported(type, context));
    } catch (Refused invalid) {
      return new Content.Unsupported(type, context);
    }
  }

  private Optional<Content> known(
      String type,
      JsonNode part,
      Context context,
      BiFunction<String, String, Optional<MediaFile>> fetch) {
    return switch (type) {
      case "text" -> text(part, "body").map(body -> new Content.Text(body, context));
      case "button" -> text(part, "text").map(body -> new Content.Text(body, context));
      case "interactive" -> {
        var reply = part.path(part.path("type").asText());
        yield text(reply, "title").map(title -> new Content.Text(title, context));
      }
      case "image", "sticker" -> media(MediaKind.IMAGE, part, context, fetch);
      case "video" -> media(MediaKind.VIDEO, part, context, fetch);
      case "document" -> media(MediaKind.DOCUMENT, part, context, fetch);
      case "audio" -> {
        var voice = part.path("voice").asBoolean();
        yield media(voice ? MediaKind.VOICE : MediaKind.AUDIO, part, context, fetch);
      }
      case "location" ->
          Coordinates.of(part, "latitude", "longitude")
              .map(
                  at ->
                      new Content.Location(
                          at.latitude(),
                          at.longitude(),
                          text(part, "name"),
                          text(part, "address"),
                          context));
      case "contacts" -> card(part.path(0), context);
      case "reaction" ->
          // Meta reports reactions only to the session's own messages.
          text(part, "message_id")
              .map(id -> quoted(id, true))
              .map(target -> new Content.Reaction(target, part.path("emoji").asText(), context));
      default -> Optional.empty();
    };
  }

  private static Optional<Content> media(
      MediaKind kind,
      JsonNode part,
      Context context,
      BiFunction<String, String, Optional<MediaFile>> fetch) {
    var mimeType = part.path("mime_type").asText("application/octet-stream").split(";")[0].strip();
    return text(part, "id")
        .flatMap(id -> fetch.apply(id, mimeType))
        .map(
            file ->
                new Content.Media(
                    kind, file, text(part, "caption"), text(part, "filename"), context));
  }

  private static Optional<Content> card(JsonNode contact, Context context) {
    var phone = contact.at("/phones/0");
    return text(phone, "wa_id")
        .or(() -> text(phone, "phone"))
        .map(digits -> new PhoneNumber("+" + digits.replaceAll("\\D", "")))
        .map(
            number ->
                new Content.ContactCard(
                    text(contact.path("name"), "formatted_name").orElse(number.value()),
                    number,
                    context));
  }

  private Context context(JsonNode message) {
    var quoted = message.path("context");
    var byUs = quoted.path("from").asText().replace("+", "").equals(ours.digits());
    return text(quoted, "id")
        .map(id -> new Context(Optional.of(quoted(id, byUs)), List.of(), Optional.empty()))
        .orElse(Context.NONE);
  }

  private static Quoted quoted(String id, boolean ours) {
    return new Quoted(Optional.empty(), new WhatsAppId(id), ours, Optional.empty(), "");
  }

  private Instant at(JsonNode node) {
    var seconds = node.path("timestamp").asLong();
    return seconds > 0 && seconds < now.getEpochSecond() ? Instant.ofEpochSecond(seconds) : now;
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue()).filter(text -> !text.isEmpty());
  }
}
