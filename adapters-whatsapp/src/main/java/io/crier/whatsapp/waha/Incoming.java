package io.crier.whatsapp.waha;

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
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Coordinates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Converts WAHA's posts to events. Posts are untrusted and may contain anything. */
record Incoming(
    PhoneNumber ours, Instant now, BiFunction<String, String, Optional<MediaFile>> fetch) {

  private static final Pattern NAME = Pattern.compile("(?m)^FN[^:]*:(.+?)\\s*$");
  private static final Pattern NUMBER =
      Pattern.compile("(?m)^(?:[^:\\n]*\\.)?TEL[^:]*?(?:waid=(\\d+)[^:]*)?:\\s*([+\\d ()-]+)");

  /** A receipt or bounce of a message. */
  static Optional<Event> ack(JsonNode ack, Instant now) {
    return Ids.of(ack)
        .flatMap(
            id ->
                switch (ack.path("ack").asInt(0)) {
                  case -1 -> Optional.of(new Event.Bounced(id, Fault.ENGINE_FAILED, now));
                  case 1 -> Optional.of(new Event.Receipt(id, MessageStatus.SENT, now));
                  case 2 -> Optional.of(new Event.Receipt(id, MessageStatus.DELIVERED, now));
                  case 3 -> Optional.of(new Event.Receipt(id, MessageStatus.READ, now));
                  case 4 -> Optional.of(new Event.Receipt(id, MessageStatus.PLAYED, now));
                  default -> Optional.empty();
                });
  }

  /** A message or reaction; empty if the session sent it itself. */
  Optional<Event.Received> message(JsonNode message) {
    var chat = message.path("from").asText();
    if (message.path("fromMe").asBoolean()) {
      return Optional.empty();
    }
    return Ids.of(message)
        .flatMap(
            id ->
                from(chat, message)
                    .map(
                        from ->
                            new Event.Received(
                                id,
                                from,
                                Optional.of(new Address(chat)),
                                content(message, context(message)),
                                at(message))));
  }

  /**
   * The sender's number, even behind a hidden id; each of WAHA's engines puts it in a different
   * field.
   */
  private static Optional<Recipient> from(String chat, JsonNode message) {
    var named = Ids.recipient(chat);
    return named.filter(Recipient.Hidden.class::isInstance).isEmpty()
        ? named
        : Stream.of("/_data/key/remoteJidAlt", "/_data/key/senderPn", "/_data/Info/SenderAlt")
            .map(alternative -> Ids.recipient(message.at(alternative).asText()))
            .flatMap(Optional::stream)
            .filter(Recipient.Phone.class::isInstance)
            .findFirst()
            .or(() -> named);
  }

  private Content content(JsonNode message, Context context) {
    try {
      return known(message, context).orElseGet(() -> new Content.Unsupported("unknown", context));
    } catch (Refused invalid) {
      return new Content.Unsupported("unknown", context);
    }
  }

  private Optional<Content> known(JsonNode message, Context context) {
    if (message.has("reaction")) {
      var target = message.at("/reaction/messageId").asText();
      var quoted = quoted(target, target.startsWith("true_"), "");
      var emoji = message.at("/reaction/text").asText();
      return Optional.of(new Content.Reaction(quoted, emoji, context));
    }
    if (message.path("hasMedia").asBoolean()) {
      return media(message, context);
    }
    if (message.path("location").isObject()) {
      var place = message.path("location");
      return Coordinates.of(place, "latitude", "longitude")
          .map(
              at ->
                  new Content.Location(
                      at.latitude(),
                      at.longitude(),
                      text(place, "name").or(() -> text(place, "description")),
                      text(place, "address"),
                      context));
    }
    var card = text(message.path("vCards"), 0);
    return card.isPresent()
        ? card.flatMap(it -> card(it, context))
        : text(message, "body").map(body -> new Content.Text(body, context));
  }

  private Optional<Content> media(JsonNode message, Context context) {
    var media = message.path("media");
    var mimeType = media.path("mimetype").asText("application/octet-stream").split(";")[0].strip();
    var kind = kind(mimeType, message);
    return text(media, "url")
        .flatMap(url -> fetch.apply(url, mimeType))
        .map(
            file ->
                new Content.Media(
                    kind, file, text(message, "body"), text(media, "filename"), context));
  }

  private static MediaKind kind(String mimeType, JsonNode message) {
    return switch (mimeType.split("/")[0]) {
      case "image" -> MediaKind.IMAGE;
      case "video" -> MediaKind.VIDEO;
      case "audio" ->
          message.at("/_data/type").asText().equals("ptt")
                  || message.at("/_data/message/audioMessage/ptt").asBoolean()
              ? MediaKind.VOICE
              : MediaKind.AUDIO;
      default -> MediaKind.DOCUMENT;
    };
  }

  private static Optional<Content> card(String card, Context context) {
    var number = NUMBER.matcher(card);
    var name = NAME.matcher(card);
    if (!number.find()) {
      return Optional.empty();
    }
    var digits = Optional.ofNullable(number.group(1)).orElse(number.group(2));
    var phone = new PhoneNumber("+" + digits.replaceAll("\\D", ""));
    return Optional.of(
        new Content.ContactCard(name.find() ? name.group(1) : phone.value(), phone, context));
  }

  private Context context(JsonNode message) {
    var replyTo =
        text(message.path("replyTo"), "id")
            .map(
                id -> {
                  var by = message.at("/replyTo/participant").asText();
                  var byUs = id.startsWith("true_") || by.startsWith(ours.digits() + "@");
                  return quoted(id, byUs, message.at("/replyTo/body").asText());
                });
    var author = text(message, "participant").flatMap(Ids::recipient);
    return new Context(replyTo, List.of(), author);
  }

  private static Quoted quoted(String id, boolean ours, String text) {
    var named = Ids.parse(id);
    return new Quoted(Optional.empty(), named, ours, Optional.empty(), text);
  }

  private Instant at(JsonNode message) {
    var seconds = message.path("timestamp").asLong();
    return seconds > 0 && seconds < now.getEpochSecond() ? Instant.ofEpochSecond(seconds) : now;
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue()).filter(text -> !text.isEmpty());
  }

  private static Optional<String> text(JsonNode list, int index) {
    return Optional.ofNullable(list.path(index).textValue());
  }
}
