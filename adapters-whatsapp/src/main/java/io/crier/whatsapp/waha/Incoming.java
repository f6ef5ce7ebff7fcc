package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.PollVoted;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Coordinates;
import io.crier.whatsapp.RawForm;
import io.crier.whatsapp.VCards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts WAHA's posts to events. Posts are untrusted and may contain anything. */
record Incoming(PhoneNumber ours, Instant now) {

  /** A receipt or bounce of a message. */
  static Optional<Event> ack(JsonNode ack, Instant now) {
    return Ids.of(ack)
        .flatMap(
            id ->
                switch (ack.path("ack").asInt(0)) {
                  case -1 ->
                      Optional.of(new Event.Bounced(id, Failure.of(Fault.ENGINE_FAILED), now));
                  case 1 -> Optional.of(new Event.Receipt(id, MessageStatus.SENT, now));
                  case 2 -> Optional.of(new Event.Receipt(id, MessageStatus.DELIVERED, now));
                  case 3 -> Optional.of(new Event.Receipt(id, MessageStatus.READ, now));
                  case 4 -> Optional.of(new Event.Receipt(id, MessageStatus.PLAYED, now));
                  default -> Optional.empty();
                });
  }

  /** Distinguishes what is posted from everything that is not a repetition of it. */
  static Optional<String> nameOf(String event, JsonNode message) {
    return switch (event) {
      case "message.edited" ->
          original(message, "editedMessageId")
              .map(id -> event + id + message.path("timestamp") + message.path("body"));
      case "message.revoked" -> original(message, "revokedMessageId").map(id -> event + id);
      case "poll.vote" -> text(message.path("vote"), "id").map(id -> event + id);
      // Its content may be posted later.
      default -> Ids.of(message).map(id -> Raw.isAbsent(message) ? "absent " + id : id.value());
    };
  }

  /** What this type of event reports; empty if it is none of Crier's business. */
  Optional<? extends Event.Arrival> arrival(String event, JsonNode message) {
    return switch (event) {
      case "message.edited" -> edited(message);
      case "message.revoked" -> revoked(message);
      case "poll.vote" -> voted(message.path("poll"), message.path("vote"));
      default -> message(message);
    };
  }

  /** An edit; its caption replaces that of a file. */
  private Optional<Event.Edited> edited(JsonNode message) {
    var content = new Content.Text(text(message, "body").orElse(""), context(message));
    var chat = chat(message);
    return original(message, "editedMessageId")
        .map(Ids::parse)
        .flatMap(
            id ->
                peer(chat, message)
                    .map(
                        peer ->
                            new Event.Received(
                                id, peer, Optional.of(new Address(chat)), content, at(message))))
        .map(version -> new Event.Edited(isOurs(message) ? version.sentElsewhere() : version));
  }

  /** A deletion. What was said before is not always known to WAHA, what is there now is. */
  private Optional<Event.Revoked> revoked(JsonNode message) {
    var before = message.path("before");
    var after = message.path("after");
    var deletion = after.isObject() ? after : before;
    var chat = chat(deletion);
    return original(message, "revokedMessageId")
        .flatMap(
            id ->
                peer(chat, deletion)
                    .map(
                        peer ->
                            new Event.Revoked(
                                id.startsWith("true_")
                                    || isOurs(before.isObject() ? before : after),
                                Ids.parse(id),
                                peer,
                                Optional.of(new Address(chat)),
                                at(deletion))));
  }

  private Optional<PollVoted> voted(JsonNode poll, JsonNode vote) {
    var chat = chat(vote);
    var options = vote.path("selectedOptions").valueStream().map(JsonNode::asText).toList();
    Optional<Recipient> voter =
        isOurs(vote) ? Optional.of(new Recipient.Phone(ours)) : author(vote);
    return Ids.of(poll)
        .flatMap(
            id ->
                peer(chat, vote)
                    .map(
                        peer ->
                            new PollVoted(
                                isOurs(poll),
                                id,
                                peer,
                                Optional.of(new Address(chat)),
                                voter.orElse(peer),
                                options,
                                at(vote))));
  }

  private static Optional<String> original(JsonNode message, String field) {
    return text(message, field).or(() -> Ids.of(message).map(WhatsAppId::value));
  }

  private static boolean isOurs(JsonNode message) {
    return message.path("fromMe").asBoolean();
  }

  private static String chat(JsonNode message) {
    var to = text(message, "to").filter(it -> isOurs(message));
    return to.orElseGet(() -> message.path("from").asText());
  }

  /** A message or reaction; empty if Crier sent it itself. */
  private Optional<Event.Received> message(JsonNode message) {
    if (isOurs(message) && !message.path("source").asText().equals("app")) {
      return Optional.empty();
    }
    var chat = chat(message);
    return Ids.of(message)
        .flatMap(
            id ->
                peer(chat, message)
                    .map(
                        peer ->
                            new Event.Received(
                                id,
                                peer,
                                Optional.of(new Address(chat)),
                                content(message, context(message)),
                                at(message))))
        .map(received -> received.with(received.content(), WahaMedia.reference(chat, message)))
        .map(received -> RawForm.keep(received, message))
        .map(received -> isOurs(message) ? received.sentElsewhere() : received);
  }

  /**
   * The number of the sender or recipient, even behind a hidden id; each of WAHA's engines puts it
   * in a different field.
   */
  private Optional<Recipient> peer(String chat, JsonNode message) {
    return number(
        Ids.recipient(chat),
        message,
        "/_data/key/remoteJidAlt",
        "/_data/key/senderPn",
        isOurs(message) ? "/_data/Info/RecipientAlt" : "/_data/Info/SenderAlt");
  }

  /** The author's number in a group, likewise. */
  private Optional<Recipient> author(JsonNode message) {
    if (isOurs(message)) {
      return Optional.empty();
    }
    return number(
        text(message, "participant")
            .or(() -> text(message, "author"))
            .flatMap(Ids::recipient)
            .filter(Recipient::isPerson),
        message,
        "/_data/key/participantAlt",
        "/_data/key/participantPn",
        "/_data/participantAlt",
        "/_data/Info/SenderAlt");
  }

  private Optional<Recipient> number(
      Optional<Recipient> named, JsonNode message, String... alternatives) {
    return named.filter(Recipient.Hidden.class::isInstance).isEmpty()
        ? named
        : Stream.of(alternatives)
            .map(alternative -> Ids.recipient(message.at(alternative).asText()))
            .flatMap(Optional::stream)
            .filter(Recipient.Phone.class::isInstance)
            .filter(it -> !it.equals(new Recipient.Phone(ours)))
            .findFirst()
            .or(() -> named);
  }

  private Content content(JsonNode message, Context context) {
    try {
      return known(message, context).orElseGet(() -> unsupported(message, context));
    } catch (Refused invalid) {
      return unsupported(message, context);
    }
  }

  private Optional<Content> known(JsonNode message, Context context) {
    if (Raw.isAbsent(message)) {
      return Optional.of(new Unavailable(Unavailable.Reason.UNDECRYPTABLE, context));
    }
    if (message.has("reaction")) {
      var target = message.at("/reaction/messageId").asText();
      var quoted = quoted(target, target.startsWith("true_"), "");
      var emoji = message.at("/reaction/text").asText();
      return Optional.of(new Content.Reaction(quoted, emoji, context));
    }
    if (message.path("hasMedia").asBoolean()) {
      return Optional.of(media(message, context));
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
    if (!message.path("vCards").isEmpty()) {
      return Content.ContactCard.of(cards(message.path("vCards")), context);
    }
    return Raw.of(message)
        .map(raw -> raw.read(text(message, "body"), context))
        .or(() -> text(message, "body").map(body -> new Content.Text(body, context)));
  }

  private static Content unsupported(JsonNode message, Context context) {
    return new Content.Unsupported("unknown", text(message, "body").orElse(""), context);
  }

  private static String mimeType(JsonNode media) {
    return media.path("mimetype").asText("application/octet-stream").split(";")[0].strip();
  }

  /** Its file is still to be downloaded. */
  private static Content media(JsonNode message, Context context) {
    var media = message.path("media");
    var mimeType = mimeType(media);
    return new MissingMedia(
        kind(mimeType, message),
        mimeType,
        Optional.empty(),
        text(message, "body"),
        text(media, "filename"),
        Optional.empty(),
        context);
  }

  private static MediaKind kind(String mimeType, JsonNode message) {
    return switch (mimeType.split("/")[0]) {
      case "image" -> isOf(message, "sticker") ? MediaKind.STICKER : MediaKind.IMAGE;
      case "video" -> MediaKind.VIDEO;
      case "audio" -> isVoice(message) ? MediaKind.VOICE : MediaKind.AUDIO;
      default -> kind(message);
    };
  }

  /** The kind of a file whose type WAHA does not tell. */
  private static MediaKind kind(JsonNode message) {
    if (isVoice(message)) {
      return MediaKind.VOICE;
    }
    return Stream.of(MediaKind.IMAGE, MediaKind.STICKER, MediaKind.VIDEO, MediaKind.AUDIO)
        .filter(kind -> isOf(message, kind.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(MediaKind.DOCUMENT);
  }

  private static boolean isVoice(JsonNode message) {
    return message.at("/_data/type").asText().equals("ptt")
        || message.at("/_data/message/audioMessage/ptt").asBoolean();
  }

  private static boolean isOf(JsonNode message, String type) {
    return message.at("/_data/type").asText().equals(type)
        || Raw.hasPart(message, type + "Message");
  }

  private static List<Content.ContactCard.Entry> cards(JsonNode cards) {
    var entries = new ArrayList<Content.ContactCard.Entry>();
    cards.forEach(card -> entries.addAll(VCards.read(Optional.empty(), card.asText())));
    return entries;
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
    return new Context(replyTo, List.of(), author(message), Raw.envelope(message));
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
}
