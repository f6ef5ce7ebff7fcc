package io.crier.rest.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.Refused;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Content.Media.Kind;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MediaFile;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message to be sent, told apart by its type. */
@Schema(
    name = "NewMessage",
    oneOf = {
      NewMessage.Text.class,
      NewMessage.Image.class,
      NewMessage.Video.class,
      NewMessage.Audio.class,
      NewMessage.Document.class,
      NewMessage.Location.class,
      NewMessage.ContactCard.class,
      NewMessage.Reaction.class,
      NewMessage.Template.class
    },
    discriminatorProperty = "type",
    discriminatorMapping = {
      @DiscriminatorMapping(value = "text", schema = NewMessage.Text.class),
      @DiscriminatorMapping(value = "image", schema = NewMessage.Image.class),
      @DiscriminatorMapping(value = "video", schema = NewMessage.Video.class),
      @DiscriminatorMapping(value = "audio", schema = NewMessage.Audio.class),
      @DiscriminatorMapping(value = "document", schema = NewMessage.Document.class),
      @DiscriminatorMapping(value = "location", schema = NewMessage.Location.class),
      @DiscriminatorMapping(value = "contact", schema = NewMessage.ContactCard.class),
      @DiscriminatorMapping(value = "reaction", schema = NewMessage.Reaction.class),
      @DiscriminatorMapping(value = "template", schema = NewMessage.Template.class)
    })
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", visible = true)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "text", value = NewMessage.Text.class),
  @JsonSubTypes.Type(name = "image", value = NewMessage.Image.class),
  @JsonSubTypes.Type(name = "video", value = NewMessage.Video.class),
  @JsonSubTypes.Type(name = "audio", value = NewMessage.Audio.class),
  @JsonSubTypes.Type(name = "document", value = NewMessage.Document.class),
  @JsonSubTypes.Type(name = "location", value = NewMessage.Location.class),
  @JsonSubTypes.Type(name = "contact", value = NewMessage.ContactCard.class),
  @JsonSubTypes.Type(name = "reaction", value = NewMessage.Reaction.class),
  @JsonSubTypes.Type(name = "template", value = NewMessage.Template.class)
})
public sealed interface NewMessage {

  @Schema(required = true, examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
  String sessionId();

  @Schema(
      required = true,
      description = "+E.164, digits, …@c.us, …@s.whatsapp.net, …@g.us or …@lid",
      examples = "+966501234567")
  String to();

  @Schema(
      type = SchemaType.OBJECT,
      implementation = Object.class,
      description = "your own, echoed in events; at most 4096 characters",
      examples = "{\"order\":\"A-42\"}")
  ObjectNode metadata();

  @Schema(description = "not before then; at most 365 days ahead")
  Instant sendAt();

  @Schema(defaultValue = "normal")
  Urgency priority();

  @Schema(description = "none: at once, if the session's allowUnpaced lets it")
  Pace pacing();

  /** What it says, given the message that it names, and its file if it has one. */
  Content content(Optional<Quoted> named, Optional<MediaFile> file);

  /** The id of the message that it answers or reacts to. */
  default Optional<String> names() {
    return Optional.empty();
  }

  default boolean unpaced() {
    return pacing() == Pace.NONE;
  }

  /** How the message is to be treated on its way, a test key having asked or not. */
  default Handling handling(boolean test) {
    return new Handling(
        priority() == null ? Priority.NORMAL : priority().toPriority(),
        test,
        Optional.ofNullable(sendAt()),
        Optional.ofNullable(metadata()).map(ObjectNode::toString).map(Metadata::new));
  }

  /** What goes before what within a session's queue, as far as callers decide it. */
  enum Urgency {
    HIGH,
    NORMAL,
    LOW;

    Priority toPriority() {
      return switch (this) {
        case HIGH -> Priority.HIGH;
        case NORMAL -> Priority.NORMAL;
        case LOW -> Priority.LOW;
      };
    }
  }

  /** A pace other than the session's. */
  enum Pace {
    NONE
  }

  /** A message that may answer another one, and name people. */
  sealed interface Speaking extends NewMessage {

    @Schema(
        description = "the id of the message that it answers, from the same chat",
        examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
    String replyTo();

    @Schema(
        description = "whom it names, at most 100: each as a number or …@lid",
        examples = "[\"+966507654321\"]")
    List<String> mentions();

    @Override
    default Optional<String> names() {
      return Optional.ofNullable(replyTo());
    }

    /** What it refers to, given the message that it answers. */
    default Context context(Optional<Quoted> answered) {
      return new Context(
          answered,
          Optional.ofNullable(mentions()).orElse(List.of()).stream()
              .map(Speaking::somebody)
              .toList(),
          Optional.empty());
    }

    private static Recipient somebody(String text) {
      try {
        var named = Recipient.parse(text);
        if (!(named instanceof Recipient.Group)) {
          return named;
        }
      } catch (Refused itIsNobody) {
        // falls through to a refusal that names the field
      }
      throw new Refused(INVALID_CONTENT, "mentions: each is a number or …@lid");
    }
  }

  /** A text to be sent. */
  @Schema(name = "NewText")
  record Text(
      @Schema(required = true, constValue = "text", examples = "text") String type,
      String sessionId,
      String to,
      @Schema(required = true, minLength = 1, maxLength = 4096, examples = "أهلا, عساك بخير؟")
          String body,
      String replyTo,
      List<String> mentions,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements Speaking {

    @Override
    public Content content(Optional<Quoted> answered, Optional<MediaFile> none) {
      return new Content.Text(body, context(answered));
    }
  }

  /** A message with a file, of which there is one: at a URL, in the message, or beside it. */
  sealed interface WithFile extends Speaking {

    @Schema(
        description = "where the file is fetched from, unless it is data or a part named file",
        maxLength = 2048,
        examples = "https://example.com/file")
    String url();

    @Schema(
        description = "the file itself, as a data URI of at most 5 MB",
        examples = "data:image/png;base64,iVBORw0KGgo=")
    String data();

    Kind kind();

    /** The same with this filename, if it has none and can have one. */
    default WithFile called(String filename) {
      return this;
    }
  }

  /** An image: JPEG, PNG or WebP of at most 5 MB, to be sent. */
  @Schema(name = "NewImage")
  record Image(
      @Schema(required = true, constValue = "image", examples = "image") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(maxLength = 1024, examples = "Our new door") String caption,
      String replyTo,
      List<String> mentions,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements WithFile {

    @Override
    public Kind kind() {
      return Kind.IMAGE;
    }

    @Override
    public Content content(Optional<Quoted> answered, Optional<MediaFile> file) {
      return new Content.Media(
          kind(),
          file.orElseThrow(),
          Optional.ofNullable(caption),
          Optional.empty(),
          context(answered));
    }
  }

  /** A video: MP4 or 3GPP of at most 16 MB, to be sent. */
  @Schema(name = "NewVideo")
  record Video(
      @Schema(required = true, constValue = "video", examples = "video") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(maxLength = 1024, examples = "Our new door") String caption,
      String replyTo,
      List<String> mentions,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements WithFile {

    @Override
    public Kind kind() {
      return Kind.VIDEO;
    }

    @Override
    public Content content(Optional<Quoted> answered, Optional<MediaFile> file) {
      return new Content.Media(
          kind(),
          file.orElseThrow(),
          Optional.ofNullable(caption),
          Optional.empty(),
          context(answered));
    }
  }

  /** Audio: Ogg, MP3, AAC, AMR or MP4 of at most 16 MB, to be sent. */
  @Schema(name = "NewAudio")
  record Audio(
      @Schema(required = true, constValue = "audio", examples = "audio") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(description = "as if it had been spoken into the phone", defaultValue = "false")
          Boolean voice,
      String replyTo,
      List<String> mentions,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements WithFile {

    @Override
    public Kind kind() {
      return Boolean.TRUE.equals(voice) ? Kind.VOICE : Kind.AUDIO;
    }

    @Override
    public Content content(Optional<Quoted> answered, Optional<MediaFile> file) {
      return new Content.Media(
          kind(), file.orElseThrow(), Optional.empty(), Optional.empty(), context(answered));
    }
  }

  /** A file of any type and at most 100 MB to be sent. */
  @Schema(name = "NewDocument")
  record Document(
      @Schema(required = true, constValue = "document", examples = "document") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(maxLength = 1024, examples = "Our new door") String caption,
      @Schema(maxLength = 255, examples = "invoice.pdf") String filename,
      String replyTo,
      List<String> mentions,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements WithFile {

    @Override
    public Kind kind() {
      return Kind.DOCUMENT;
    }

    @Override
    public Content content(Optional<Quoted> answered, Optional<MediaFile> file) {
      return new Content.Media(
          kind(),
          file.orElseThrow(),
          Optional.ofNullable(caption),
          Optional.ofNullable(filename),
          context(answered));
    }

    @Override
    public WithFile called(String name) {
      return filename != null
          ? this
          : new Document(
              type, sessionId, to, url, data, caption, name, replyTo, mentions, metadata, sendAt,
              priority, pacing);
    }
  }

  /** A place to be sent. */
  @Schema(name = "NewLocation")
  record Location(
      @Schema(required = true, constValue = "location", examples = "location") String type,
      String sessionId,
      String to,
      @Schema(required = true, minimum = "-90", maximum = "90", examples = "24.7136")
          double latitude,
      @Schema(required = true, minimum = "-180", maximum = "180", examples = "46.6753")
          double longitude,
      @Schema(maxLength = 1000, examples = "Blue Door Clinic") String name,
      @Schema(maxLength = 1000, examples = "King Fahd Road, Riyadh") String address,
      String replyTo,
      List<String> mentions,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements Speaking {

    @Override
    public Content content(Optional<Quoted> answered, Optional<MediaFile> none) {
      return new Content.Location(
          latitude,
          longitude,
          Optional.ofNullable(name),
          Optional.ofNullable(address),
          context(answered));
    }
  }

  /** Somebody's name and number to be sent. */
  @Schema(name = "NewContact")
  record ContactCard(
      @Schema(required = true, constValue = "contact", examples = "contact") String type,
      String sessionId,
      String to,
      @Schema(required = true, minLength = 1, maxLength = 200, examples = "Fatima") String name,
      @Schema(required = true, examples = "+966507654321") String number,
      String replyTo,
      List<String> mentions,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements Speaking {

    @Override
    public Content content(Optional<Quoted> answered, Optional<MediaFile> none) {
      return new Content.ContactCard(name, new PhoneNumber(number), context(answered));
    }
  }

  /** An emoji on a message that was sent or received. */
  @Schema(name = "NewReaction")
  record Reaction(
      @Schema(required = true, constValue = "reaction", examples = "reaction") String type,
      String sessionId,
      String to,
      @Schema(
              required = true,
              description = "the message that it is put on, from the same chat",
              examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
          String messageId,
      @Schema(
              required = true,
              maxLength = 32,
              description = "empty takes an earlier one back",
              examples = "👍")
          String emoji,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements NewMessage {

    @Override
    public Optional<String> names() {
      return Optional.of(messageId);
    }

    @Override
    public Content content(Optional<Quoted> target, Optional<MediaFile> none) {
      return new Content.Reaction(target.orElseThrow(), emoji, Context.NONE);
    }
  }

  /** A text that Meta has approved beforehand, for sessions of Meta's Cloud API. */
  @Schema(name = "NewTemplate")
  record Template(
      @Schema(required = true, constValue = "template", examples = "template") String type,
      String sessionId,
      String to,
      @Schema(required = true, pattern = "[a-z0-9_]{1,512}", examples = "order_ready") String name,
      @Schema(required = true, pattern = "[a-z]{2,3}(_[A-Z]{2})?", examples = "ar") String language,
      @Schema(
              type = SchemaType.ARRAY,
              implementation = Object.class,
              description = "what is filled in, as Meta defines it; at most 8192 characters",
              examples =
                  "[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"A-42\"}]}]")
          ArrayNode components,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements NewMessage {

    @Override
    public Content content(Optional<Quoted> nothing, Optional<MediaFile> none) {
      return new Content.Template(
          name, language, components == null ? "[]" : components.toString());
    }
  }
}
