package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.PollVoted;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.LinkPreview;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.RawMessage;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import io.crier.domain.messages.WhatsAppId;
import io.crier.whatsapp.Coordinates;
import io.crier.whatsapp.DeviceMessages;
import io.crier.whatsapp.ReadableText;
import io.crier.whatsapp.VCards;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Converts contents to and from lines of the side process. Files are passed by path, and stay in
 * the engine's folder until the receiving side has read them.
 */
final class Contents {

  private static final Logger LOG = System.getLogger(Contents.class.getName());
  private static final JsonMapper JSON = new JsonMapper();

  private final MediaStore media;
  private final AccountId account;
  private final WebSettings settings;

  Contents(MediaStore media, AccountId account, WebSettings settings) {
    this.media = media;
    this.account = account;
    this.settings = settings;
  }

  /**
   * A content to send; closing it deletes its temporary file.
   *
   * @param line its part of the line to the process
   * @param bytes the size of the file
   */
  record Sending(ObjectNode line, Optional<Path> file, long bytes) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    }
  }

  /** The address of a recipient, unless WhatsApp has reported another one. */
  static String address(Recipient recipient) {
    return recipient instanceof Recipient.Phone phone
        ? phone.number().digits() + "@s.whatsapp.net"
        : recipient.text();
  }

  Sending write(Content content) throws IOException {
    var line = JSON.createObjectNode();
    var json = line.putObject("content").put("type", content.type());
    var file = Optional.<Path>empty();
    var bytes = 0L;
    switch (content) {
      case Content.Text text -> {
        json.put("text", text.body());
        text.preview().ifPresent(preview -> write(json, preview));
      }
      case Content.Media sent -> {
        json.put("type", name(sent.kind()));
        json.put("mimeType", sent.file().mimeType());
        sent.caption().ifPresent(caption -> json.put("caption", caption));
        sent.filename().ifPresent(name -> json.put("filename", name));
        if (sent.viewOnce()) {
          json.put("viewOnce", true);
        }
        file = Optional.of(copy(sent));
        bytes = sent.file().size();
        json.put("path", file.get().toString());
      }
      case Content.Location place -> {
        json.put("latitude", place.latitude()).put("longitude", place.longitude());
        place.name().ifPresent(name -> json.put("name", name));
        place.address().ifPresent(address -> json.put("address", address));
      }
      case Content.ContactCard card ->
          json.put("name", card.name()).put("number", card.phone().value());
      case Content.Reaction reaction -> {
        json.put("emoji", reaction.emoji());
        json.set("target", quoted(reaction.target()));
      }
      case Change change -> {
        json.set("target", quoted(change.target()));
        json.put("text", change.text());
        if (change instanceof Change.Edit edit) {
          edit.captionOf().ifPresent(kind -> json.put("captionOf", name(kind)));
        }
      }
      case Poll poll -> {
        json.put("question", poll.question()).put("multiple", poll.multiple());
        poll.options().forEach(json.putArray("options")::add);
      }
      case Menu menu -> throw new IOException("a linked device has no buttons and lists");
      case MessageTemplate template -> throw new IOException("a linked device has no templates");
      case MissingMedia missing -> throw new IOException("a missing file cannot be sent");
      case Content.Interactive reply -> throw new IOException("only people reply to buttons");
      case Unavailable unavailable -> throw new IOException("there is nothing to send");
      case Content.Unsupported unsupported ->
          throw new IOException("an unsupported content cannot be sent");
    }
    content.context().replyTo().ifPresent(quoted -> line.set("quoted", quoted(quoted)));
    content.context().mentions().forEach(person -> line.withArray("mentions").add(address(person)));
    content.context().audience().forEach(person -> line.withArray("audience").add(address(person)));
    if (content.context().mentionsAll()) {
      line.put("mentionAll", true);
    }
    if (content.context().envelope().forwarded()) {
      line.put("forwarded", true);
    }
    return new Sending(line, file, bytes);
  }

  private static void write(ObjectNode json, LinkPreview preview) {
    preview
        .title()
        .ifPresent(
            title -> {
              var line = json.putObject("preview").put("url", preview.url()).put("title", title);
              preview.description().ifPresent(it -> line.put("description", it));
            });
  }

  private static String name(MediaKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private Path copy(Content.Media sent) throws IOException {
    try (var bytes =
        media
            .open(account, sent.file().id())
            .orElseThrow(() -> new IOException("the file no longer exists"))) {
      var folder = Files.createDirectories(settings.mediaFolder());
      var file = Files.createTempFile(folder, "out", null);
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    }
  }

  private static ObjectNode quoted(Quoted quoted) {
    var line =
        JSON.createObjectNode()
            .put("id", quoted.whatsAppId().value())
            .put("ours", quoted.ours())
            .put("text", quoted.text());
    quoted.author().ifPresent(author -> line.put("author", address(author)));
    return line;
  }

  /** Reads a receipt. */
  static Event.Receipt receipt(ObjectNode line, Instant now) {
    var at = line.get("at").asLong();
    return new Event.Receipt(
        new WhatsAppId(line.get("id").asText()),
        MessageStatus.valueOf(line.get("reached").asText().toUpperCase(Locale.ROOT)),
        person(line.path("member")),
        at == 0 ? now : Instant.ofEpochSecond(at));
  }

  /** Reads what arrived in a chat; empty if the chat has no valid address. */
  Optional<Event.Arrival> read(ObjectNode line, Instant now) {
    var peer = person(line.path("peer"));
    if (peer.isEmpty()) {
      return Optional.empty();
    }
    var id = new WhatsAppId(line.get("id").asText());
    var address = Optional.of(new Address(line.get("peer").get("address").asText()));
    var seconds = line.path("at").asLong();
    var at = seconds == 0 ? now : Instant.ofEpochSecond(seconds);
    var ours = line.path("ours").asBoolean();
    var revision = line.path("revision").asText();
    if (revision.equals("revoked")) {
      return Optional.of(new Event.Revoked(ours, id, peer.get(), address, at));
    }
    if (line.has("vote")) {
      return Optional.of(vote(line.get("vote"), ours, id, peer.get(), address, at));
    }
    var content = content(line.get("content"), context(line));
    var received =
        new Event.Received(id, peer.get(), address, content, at)
            .with(text(line, "raw").flatMap(RawMessage::of));
    var version = ours ? received.sentElsewhere() : received;
    return Optional.of(
        revision.equals("edited")
            ? new Event.Edited(version)
            : version.with(version.content(), reference(line.get("content"))));
  }

  /** Reads messages from before the session was linked. */
  List<Event.Received> past(ObjectNode line, Instant now) {
    return line.path("messages")
        .valueStream()
        .filter(ObjectNode.class::isInstance)
        .flatMap(message -> read((ObjectNode) message, now).stream())
        .filter(Event.Received.class::isInstance)
        .map(Event.Received.class::cast)
        .toList();
  }

  private static PollVoted vote(
      JsonNode vote,
      boolean ours,
      WhatsAppId poll,
      Recipient chat,
      Optional<Address> address,
      Instant at) {
    var options = vote.path("options").valueStream().map(JsonNode::asText).toList();
    var voter = person(vote.path("voter")).orElse(chat);
    return new PollVoted(ours, poll, chat, address, voter, options, at);
  }

  private static Context context(ObjectNode line) {
    var mentions = new ArrayList<Recipient>();
    line.path("mentions").forEach(mention -> person(mention).ifPresent(mentions::add));
    return new Context(
        Optional.ofNullable(line.get("quoted")).map(Contents::quoted),
        mentions,
        person(line.path("author")),
        envelope(line.path("envelope")));
  }

  private static Envelope envelope(JsonNode envelope) {
    return DeviceMessages.envelope(
        text(envelope, "name"), envelope.path("forwarded").asBoolean(), envelope.path("ad"));
  }

  private static Quoted quoted(JsonNode line) {
    return new Quoted(
        Optional.empty(),
        new WhatsAppId(line.path("id").asText()),
        line.path("ours").asBoolean(),
        person(line.path("author")),
        line.path("text").asText(""));
  }

  /** The number if WhatsApp provides it, otherwise the hidden id. */
  static Optional<Recipient> person(JsonNode person) {
    try {
      var number = person.path("pn").textValue();
      return Optional.of(
          Recipient.parseAny(number == null ? person.path("address").textValue() : number));
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }

  private Content content(JsonNode json, Context context) {
    var type = json.path("type").asText();
    try {
      return known(type, json, context)
          .orElseGet(() -> new Content.Unsupported(type, ReadableText.of(json), context));
    } catch (Refused | IllegalArgumentException e) {
      return new Content.Unsupported(type, ReadableText.of(json), context);
    }
  }

  private Optional<Content> known(String type, JsonNode json, Context context) {
    return switch (type) {
      case "text" -> text(json, "text").map(body -> new Content.Text(body, context));
      case "location" ->
          Coordinates.of(json, "latitude", "longitude")
              .map(
                  at ->
                      new Content.Location(
                          at.latitude(),
                          at.longitude(),
                          text(json, "name"),
                          text(json, "address"),
                          context));
      case "poll" ->
          text(json, "question")
              .map(
                  question ->
                      new Poll(
                          question,
                          json.path("options").valueStream().map(JsonNode::asText).toList(),
                          json.path("multiple").asBoolean(),
                          context));
      case "contacts" -> Content.ContactCard.of(cards(json.path("cards")), context);
      case "reaction" ->
          Optional.of(
              new Content.Reaction(
                  quoted(json.path("target")), json.path("emoji").asText(""), context));
      case "unavailable" ->
          Optional.of(new Unavailable(reason(json.path("reason").asText()), context));
      case "other" ->
          Optional.of(
              DeviceMessages.read(json.path("kind").asText(), json.path("message"), context));
      default -> Optional.of(file(MediaKind.valueOf(type.toUpperCase(Locale.ROOT)), json, context));
    };
  }

  private static Unavailable.Reason reason(String code) {
    return Unavailable.Reason.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static List<Content.ContactCard.Entry> cards(JsonNode cards) {
    var entries = new ArrayList<Content.ContactCard.Entry>();
    cards.forEach(
        card -> entries.addAll(VCards.read(text(card, "name"), card.path("vcard").asText(""))));
    return entries;
  }

  /** A file, if the process has downloaded it already. */
  private Content file(MediaKind kind, JsonNode json, Context context) {
    var missing =
        new MissingMedia(
            kind,
            text(json, "mimeType").orElse(null),
            Optional.of(json.path("size").asLong()).filter(size -> size > 0),
            text(json, "caption"),
            text(json, "filename"),
            failure(json).filter(MediaFailure::isFinal),
            context);
    try {
      return json.has("path") ? missing.arrived(take(missing, json)) : missing;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a received file could not be stored", e);
      return missing;
    }
  }

  /** Moves a downloaded file into the media store. */
  MediaFile take(MissingMedia missing, JsonNode json) throws IOException {
    var path = Path.of(json.path("path").asText());
    try (var bytes = Files.newInputStream(path)) {
      return media.keep(account, missing.mimeType(), bytes, settings.mediaBytes());
    } finally {
      delete(path);
    }
  }

  /** With which the process downloads the file later. */
  private static Optional<MediaReference> reference(JsonNode content) {
    return text(content, "reference").map(MediaReference::new);
  }

  /** Why the process could not download a file. */
  static Optional<MediaFailure> failure(JsonNode json) {
    return text(json, "failure")
        .flatMap(
            code ->
                Arrays.stream(MediaFailure.values())
                    .filter(failure -> failure.code().equals(code))
                    .findFirst());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a temporary file could not be deleted", e);
    }
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue()).filter(text -> !text.isEmpty());
  }
}
