package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaKind;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Referral;
import io.crier.domain.messages.Unavailable;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Coordinates;
import io.crier.whatsapp.RawForm;
import io.crier.whatsapp.ReadableText;
import io.crier.whatsapp.VCards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Converts Meta's posts to events. Posts are untrusted and may contain anything. */
final class Incoming {

  /** Meta's code for a message that it cannot deliver now. */
  private static final int UNAVAILABLE = 131_060;

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
        var code = status.at("/errors/0/code").asInt(131000);
        var failure = new Failure(GraphException.faultOf(code), Optional.of(code));
        yield Optional.of(new Event.Bounced(id, failure, at));
      }
      default -> Optional.empty();
    };
  }

  /**
   * Converts a message, edit or deletion, or the copy of a message that the holder sent with the
   * WhatsApp Business app; empty if the other side is unknown. A file is still to be downloaded.
   *
   * @param contacts the senders of the messages in the same post
   */
  Optional<Event.Arrival> message(JsonNode message, JsonNode contacts) {
    var ours = message.has("to");
    var contact = ours ? contacts.path(0) : contactOf(message, contacts);
    var side = ours ? "to" : "from";
    var hidden =
        text(message, side + "_user_id")
            .or(() -> text(contact, "user_id"))
            .filter(Recipient::isHidden);
    var peer = phone(message, side).or(() -> hidden.map(Recipient::parse));
    var address = hidden.or(() -> text(contact, "wa_id")).map(Address::new);
    var type = message.path("type").asText();
    var original =
        Optional.of(type)
            .filter(Set.of("edit", "revoke")::contains)
            .flatMap(it -> text(message.path(it), "original_message_id"));
    return original
        .or(() -> text(message, "id"))
        .map(WhatsAppId::new)
        .flatMap(
            id ->
                peer.map(
                    it ->
                        original.isPresent() && type.equals("revoke")
                            ? new Event.Revoked(ours, id, it, address, at(message))
                            : arrived(ours, id, it, address, message, context(message, contact))));
  }

  private Event.Arrival arrived(
      boolean ours,
      WhatsAppId id,
      Recipient peer,
      Optional<Address> address,
      JsonNode message,
      Context context) {
    var edited = message.at("/edit/message");
    if (edited.isObject()) {
      var part = edited.path(edited.path("type").asText());
      var text = text(part, "body").or(() -> text(part, "caption")).orElse("");
      var content = new Content.Text(text, context);
      return new Event.Edited(received(ours, id, peer, address, content, message));
    }
    var received = received(ours, id, peer, address, content(message, context), message);
    return RawForm.keep(received.with(received.content(), file(message)), message);
  }

  private Event.Received received(
      boolean ours,
      WhatsAppId id,
      Recipient peer,
      Optional<Address> address,
      Content content,
      JsonNode message) {
    var received = new Event.Received(id, peer, address, content, at(message));
    return ours ? received.sentElsewhere() : received;
  }

  /** The id of its file. */
  private static Optional<MediaReference> file(JsonNode message) {
    return text(message.path(message.path("type").asText()), "id").map(MediaReference::new);
  }

  private static Optional<Recipient> phone(JsonNode message, String side) {
    return text(message, side)
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

  private Content content(JsonNode message, Context context) {
    var type = message.path("type").asText("unknown");
    try {
      return known(type, message.path(type), message.path("errors"), context)
          .orElseGet(() -> unsupported(type, message.path(type), context));
    } catch (Refused invalid) {
      return unsupported(type, message.path(type), context);
    }
  }

  private Optional<Content> known(String type, JsonNode part, JsonNode errors, Context context) {
    return switch (type) {
      case "text" -> text(part, "body").map(body -> new Content.Text(body, context));
      case "button" ->
          Optional.of(
              new Content.Interactive(
                  type,
                  Optional.empty(),
                  text(part, "text"),
                  Optional.empty(),
                  text(part, "payload"),
                  context));
      case "interactive" -> text(part, "type").map(kind -> reply(kind, part.path(kind), context));
      case "sticker" -> media(MediaKind.STICKER, part, context);
      case "image" -> media(MediaKind.IMAGE, part, context);
      case "video" -> media(MediaKind.VIDEO, part, context);
      case "document" -> media(MediaKind.DOCUMENT, part, context);
      case "audio" -> {
        var voice = part.path("voice").asBoolean();
        yield media(voice ? MediaKind.VOICE : MediaKind.AUDIO, part, context);
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
      case "contacts" -> Content.ContactCard.of(cards(part), context);
      case "reaction" ->
          // Meta reports reactions only to the session's own messages.
          text(part, "message_id")
              .map(id -> quoted(id, true))
              .map(target -> new Content.Reaction(target, part.path("emoji").asText(), context));
      case "unsupported" ->
          errors.path(0).path("code").asInt() == UNAVAILABLE
              ? Optional.of(new Unavailable(Unavailable.Reason.NOT_DELIVERED, context))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Content> media(MediaKind kind, JsonNode part, Context context) {
    var mimeType = part.path("mime_type").asText("application/octet-stream").split(";")[0].strip();
    return text(part, "id")
        .map(
            id ->
                new MissingMedia(
                    kind,
                    mimeType,
                    Optional.empty(),
                    text(part, "caption"),
                    text(part, "filename"),
                    Optional.empty(),
                    context));
  }

  /** A reply to a button, a list or a form. */
  private static Content reply(String kind, JsonNode reply, Context context) {
    return new Content.Interactive(
        kind,
        text(reply, "id").or(() -> text(reply, "name")),
        text(reply, "title"),
        text(reply, "description").or(() -> text(reply, "body")),
        text(reply, "response_json"),
        context);
  }

  private static List<Content.ContactCard.Entry> cards(JsonNode contacts) {
    var cards = new ArrayList<Content.ContactCard.Entry>();
    for (var contact : contacts) {
      var numbers = new ArrayList<String>();
      for (var phone : contact.path("phones")) {
        var number = VCards.number(text(phone, "wa_id"), text(phone, "phone").orElse(""));
        if (!number.isEmpty()) {
          numbers.add(number);
        }
      }
      var name = text(contact.path("name"), "formatted_name").orElse("");
      cards.addAll(VCards.entries(name, numbers));
    }
    return cards;
  }

  private static Content unsupported(String type, JsonNode part, Context context) {
    return new Content.Unsupported(
        type, type.equals("order") ? order(part) : ReadableText.of(part), context);
  }

  /** What was written with the order, and one line for each product. */
  private static String order(JsonNode order) {
    var lines = new ArrayList<String>();
    text(order, "text").ifPresent(lines::add);
    for (var item : order.path("product_items")) {
      lines.add(
          "%s × %s: %s %s"
              .formatted(
                  item.path("quantity").asText(),
                  item.path("product_retailer_id").asText(),
                  item.path("item_price").asText(),
                  item.path("currency").asText())
              .strip());
    }
    return String.join("\n", lines);
  }

  private Context context(JsonNode message, JsonNode contact) {
    var quoted = message.path("context");
    var byUs = quoted.path("from").asText().replace("+", "").equals(ours.digits());
    return new Context(
        text(quoted, "id").map(id -> quoted(id, byUs)),
        List.of(),
        Optional.empty(),
        new Envelope(
            text(contact.path("profile"), "name"),
            quoted.path("forwarded").asBoolean() || quoted.path("frequently_forwarded").asBoolean(),
            referral(message.path("referral"))));
  }

  private static Optional<Referral> referral(JsonNode referral) {
    return Referral.of(
        text(referral, "source_url"),
        text(referral, "source_id"),
        text(referral, "source_type"),
        text(referral, "headline"),
        text(referral, "body"),
        text(referral, "ctwa_clid"));
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
