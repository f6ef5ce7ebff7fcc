package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.messages.MediaStore;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/**
 * What messages say, in the words of the web engine's process. Files go by their paths: they lie in
 * the engine's folder until the other side has them.
 */
final class Contents {

  private static final Logger LOG = System.getLogger(Contents.class.getName());
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_TEXT = 4_096;
  private static final int LONGEST_CAPTION = 1_024;
  private static final int LONGEST_NAME = 200;
  private static final int MOST_MENTIONS = 100;

  private final MediaStore media;
  private final AccountId account;
  private final WebSettings settings;

  Contents(MediaStore media, AccountId account, WebSettings settings) {
    this.media = media;
    this.account = account;
    this.settings = settings;
  }

  /**
   * A content on its way out, with its file, which closing it removes.
   *
   * @param line what the process is told of it
   * @param bytes how large the file is
   */
  record Sending(ObjectNode line, Optional<Path> file, long bytes) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    }
  }

  /** What WhatsApp calls somebody whom it has not named itself. */
  static String address(Recipient of) {
    return of instanceof Recipient.Phone phone
        ? phone.number().digits() + "@s.whatsapp.net"
        : of.text();
  }

  Sending write(Content content) throws IOException {
    var line = JSON.createObjectNode();
    var said = line.putObject("content").put("type", content.type());
    var file = Optional.<Path>empty();
    var bytes = 0L;
    switch (content) {
      case Content.Text text -> said.put("text", text.body());
      case Content.Media sent -> {
        said.put("type", sent.kind().name().toLowerCase(Locale.ROOT));
        said.put("mimeType", sent.file().mimeType());
        sent.caption().ifPresent(caption -> said.put("caption", caption));
        sent.filename().ifPresent(name -> said.put("filename", name));
        file = Optional.of(copy(sent));
        bytes = sent.file().size();
        said.put("path", file.get().toString());
      }
      case Content.Location place -> {
        said.put("latitude", place.latitude()).put("longitude", place.longitude());
        place.name().ifPresent(name -> said.put("name", name));
        place.address().ifPresent(address -> said.put("address", address));
      }
      case Content.ContactCard card ->
          said.put("name", card.name()).put("number", card.number().value());
      case Content.Reaction reaction -> {
        said.put("emoji", reaction.emoji());
        said.set("target", quoted(reaction.target()));
      }
      case Content.Template template -> throw new IOException("a linked device has no templates");
      case Content.Unsupported unsupported -> throw new IOException("nobody sends this");
    }
    content.context().replyTo().ifPresent(quoted -> line.set("quoted", quoted(quoted)));
    content.context().mentions().forEach(who -> line.withArray("mentions").add(address(who)));
    return new Sending(line, file, bytes);
  }

  private Path copy(Content.Media sent) throws IOException {
    try (var bytes =
        media
            .open(account, sent.file().id())
            .orElseThrow(() -> new IOException("the file is gone"))) {
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

  /** A message that was received; none from somebody who has no name that Crier knows. */
  Optional<Event> read(ObjectNode line, Instant now) {
    var from = who(line.path("from"));
    if (from.isEmpty()) {
      return Optional.empty();
    }
    var at = line.path("at").asLong();
    return Optional.of(
        new Event.Received(
            new WhatsAppId(line.get("id").asText()),
            from.get(),
            Optional.of(new Address(line.get("from").get("address").asText())),
            content(line.get("content"), context(line)),
            at == 0 ? now : Instant.ofEpochSecond(at)));
  }

  private static Context context(ObjectNode line) {
    var mentions = new ArrayList<Recipient>();
    line.path("mentions").forEach(somebody -> who(somebody).ifPresent(mentions::add));
    return new Context(
        Optional.ofNullable(line.get("quoted")).map(Contents::quoted),
        mentions.subList(0, Math.min(mentions.size(), MOST_MENTIONS)),
        who(line.path("author")));
  }

  private static Quoted quoted(JsonNode line) {
    return new Quoted(
        Optional.empty(),
        new WhatsAppId(line.path("id").asText()),
        line.path("ours").asBoolean(),
        who(line.path("author")),
        clean(line.path("text").asText(""), LONGEST_TEXT));
  }

  /** By number if WhatsApp tells it, or else by what hides it. */
  private static Optional<Recipient> who(JsonNode somebody) {
    try {
      var number = somebody.path("pn").textValue();
      return Optional.of(
          Recipient.parse(number == null ? somebody.path("address").textValue() : number));
    } catch (Refused unnamed) {
      return Optional.empty();
    }
  }

  private Content content(JsonNode said, Context context) {
    var type = said.path("type").asText();
    try {
      return switch (type) {
        case "text" -> new Content.Text(clean(said.path("text").asText(""), LONGEST_TEXT), context);
        case "location" ->
            new Content.Location(
                said.path("latitude").asDouble(),
                said.path("longitude").asDouble(),
                clean(said, "name", LONGEST_NAME),
                clean(said, "address", LONGEST_NAME),
                context);
        case "contact" ->
            new Content.ContactCard(
                clean(said.path("name").asText(""), LONGEST_NAME),
                new PhoneNumber(said.path("number").asText()),
                context);
        case "reaction" ->
            new Content.Reaction(
                quoted(said.path("target")), said.path("emoji").asText(""), context);
        case "unsupported" -> new Content.Unsupported(said.path("kind").asText(), context);
        default -> file(Content.Media.Kind.valueOf(type.toUpperCase(Locale.ROOT)), said, context);
      };
    } catch (Refused | IllegalArgumentException e) {
      return new Content.Unsupported(type, context);
    }
  }

  private Content file(Content.Media.Kind kind, JsonNode said, Context context) {
    var path = Path.of(said.path("path").asText());
    try (var bytes = Files.newInputStream(path)) {
      var mimeType = said.path("mimeType").asText("application/octet-stream");
      return new Content.Media(
          kind,
          media.keep(account, mimeType, bytes, settings.mediaBytes()),
          kind.isHeard() ? Optional.empty() : clean(said, "caption", LONGEST_CAPTION),
          clean(said, "filename", LONGEST_NAME).map(name -> name.replaceAll("[/\\\\]", "_")),
          context);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file that was received could not be kept", e);
      return new Content.Unsupported(kind.name().toLowerCase(Locale.ROOT), context);
    } finally {
      forget(path);
    }
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file on its way could not be removed", e);
    }
  }

  private static Optional<String> clean(JsonNode said, String field, int longest) {
    return Optional.ofNullable(said.path(field).textValue())
        .map(text -> clean(text, longest))
        .filter(text -> !text.isBlank());
  }

  /** What people write need not keep to what Crier sends: well-formed, and not longer. */
  private static String clean(String text, int longest) {
    var clean = new StringBuilder(Math.min(text.length(), longest));
    text.codePoints()
        .filter(it -> it != 0)
        .map(it -> it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE ? '\uFFFD' : it)
        .takeWhile(it -> clean.length() + Character.charCount(it) <= longest)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
