package io.crier.rest.v1.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sending.Outgoing;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.LinkPreview;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message to send; the type decides which fields it has. */
@Schema(
    name = "SendMessage",
    oneOf = {
      NewMessage.Text.class,
      NewFile.Image.class,
      NewFile.Video.class,
      NewFile.Audio.class,
      NewFile.Document.class,
      NewFile.Sticker.class,
      NewPoll.class,
      NewMenu.Buttons.class,
      NewMenu.Rows.class,
      NewMessage.Location.class,
      NewMessage.ContactCard.class,
      NewMessage.Reaction.class,
      NewMessage.Forward.class,
      NewTemplate.class
    },
    discriminatorProperty = "type",
    discriminatorMapping = {
      @DiscriminatorMapping(value = "text", schema = NewMessage.Text.class),
      @DiscriminatorMapping(value = "image", schema = NewFile.Image.class),
      @DiscriminatorMapping(value = "video", schema = NewFile.Video.class),
      @DiscriminatorMapping(value = "audio", schema = NewFile.Audio.class),
      @DiscriminatorMapping(value = "document", schema = NewFile.Document.class),
      @DiscriminatorMapping(value = "sticker", schema = NewFile.Sticker.class),
      @DiscriminatorMapping(value = "poll", schema = NewPoll.class),
      @DiscriminatorMapping(value = "buttons", schema = NewMenu.Buttons.class),
      @DiscriminatorMapping(value = "list", schema = NewMenu.Rows.class),
      @DiscriminatorMapping(value = "location", schema = NewMessage.Location.class),
      @DiscriminatorMapping(value = "contact", schema = NewMessage.ContactCard.class),
      @DiscriminatorMapping(value = "reaction", schema = NewMessage.Reaction.class),
      @DiscriminatorMapping(value = "forward", schema = NewMessage.Forward.class),
      @DiscriminatorMapping(value = "template", schema = NewTemplate.class)
    })
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", visible = true)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "text", value = NewMessage.Text.class),
  @JsonSubTypes.Type(name = "image", value = NewFile.Image.class),
  @JsonSubTypes.Type(name = "video", value = NewFile.Video.class),
  @JsonSubTypes.Type(name = "audio", value = NewFile.Audio.class),
  @JsonSubTypes.Type(name = "document", value = NewFile.Document.class),
  @JsonSubTypes.Type(name = "sticker", value = NewFile.Sticker.class),
  @JsonSubTypes.Type(name = "poll", value = NewPoll.class),
  @JsonSubTypes.Type(name = "buttons", value = NewMenu.Buttons.class),
  @JsonSubTypes.Type(name = "list", value = NewMenu.Rows.class),
  @JsonSubTypes.Type(name = "location", value = NewMessage.Location.class),
  @JsonSubTypes.Type(name = "contact", value = NewMessage.ContactCard.class),
  @JsonSubTypes.Type(name = "reaction", value = NewMessage.Reaction.class),
  @JsonSubTypes.Type(name = "forward", value = NewMessage.Forward.class),
  @JsonSubTypes.Type(name = "template", value = NewTemplate.class)
})
public sealed interface NewMessage
    permits NewMessage.Contextual, NewMessage.Reaction, NewMessage.Forward, NewTemplate {

  @Schema(required = true, examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
  String sessionId();

  @Schema(
      required = true,
      description =
          "a number as people write it, such as +966 50 123 4567, or …@c.us, …@s.whatsapp.net,"
              + " …@g.us or …@lid; status@broadcast, which posts a story; or …@newsletter, which"
              + " posts in a channel",
      examples = "+966501234567")
  String to();

  @Schema(
      type = SchemaType.OBJECT,
      implementation = Object.class,
      description = "your own data, returned in events; at most 4096 characters",
      examples = "{\"order\":\"A-42\"}")
  ObjectNode metadata();

  @Schema(description = "send no earlier than this; at most 365 days ahead")
  Instant sendAt();

  @Schema(defaultValue = "normal")
  Urgency priority();

  @Schema(description = "none: send at once, if the session has allowUnpaced")
  Pace pacing();

  /** The content, given the message it refers to and its file, if any. */
  Content content(Optional<Quoted> referredTo, Optional<MediaFile> file);

  /** The id of the message this replies or reacts to. */
  default Optional<String> refersTo() {
    return Optional.empty();
  }

  /** The message as the use case takes it. */
  default Outgoing outgoing() {
    return outgoing(Optional.empty());
  }

  /** The same, with this file. */
  default Outgoing outgoing(Optional<Outgoing.Attachment> file) {
    return new Outgoing(
        new SessionId(Ids.parse(sessionId(), SESSION_NOT_FOUND)),
        Recipient.parseAny(to()),
        refersTo().map(id -> new MessageId(Ids.parse(id, MESSAGE_NOT_FOUND))),
        this::content,
        file,
        handling(),
        pacing() == Pace.NONE);
  }

  /** How it is sent. */
  default Handling handling() {
    return new Handling(
        priority() == null ? Priority.NORMAL : priority().toPriority(),
        false,
        Optional.ofNullable(sendAt()),
        Optional.ofNullable(metadata()).map(ObjectNode::toString).map(Metadata::new));
  }

  /** The queue priorities that callers may choose. */
  @Schema(name = "SendPriority")
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

  /** An exception from the session's pacing. */
  @Schema(name = "SendPacing")
  enum Pace {
    NONE
  }

  /** A message that can reply to another and mention people. */
  sealed interface Contextual extends NewMessage
      permits NewFile,
          NewPoll,
          NewMenu,
          NewMessage.Text,
          NewMessage.Location,
          NewMessage.ContactCard {

    @Schema(
        description = "the id of the message to reply to, in the same chat",
        examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
    String replyTo();

    @Schema(
        description = "who is mentioned, at most 100: each as a number or …@lid",
        examples = "[\"+966507654321\"]")
    List<String> mentions();

    @Schema(
        description = "whether to mention everybody in the group that it is sent to",
        defaultValue = "false")
    Boolean mentionAll();

    @Override
    default Optional<String> refersTo() {
      return Optional.ofNullable(replyTo());
    }

    /** The context, given the message it replies to. */
    default Context context(Optional<Quoted> quoted) {
      var context =
          new Context(
              quoted,
              people("mentions", Optional.ofNullable(mentions()).orElse(List.of())),
              Optional.empty());
      var all = Boolean.TRUE.equals(mentionAll()) ? context.mentioningAll() : context;
      return this instanceof Story story && story.audience() != null
          ? all.shownTo(people("audience", story.audience()))
          : all;
    }

    private static List<Recipient> people(String field, List<String> texts) {
      return texts.stream().map(text -> person(field, text)).toList();
    }

    private static Recipient person(String field, String text) {
      try {
        var named = Recipient.parse(text);
        if (named instanceof Recipient.Phone || named instanceof Recipient.Hidden) {
          return named;
        }
      } catch (Refused itIsNobody) {
        // falls through to a refusal that names the field
      }
      throw new Refused(INVALID_CONTENT, field + ": expected numbers or …@lid");
    }
  }

  /** What can be shown as a story. */
  interface Story {

    @Schema(
        description =
            "to status@broadcast: who sees the story, at most 1000, each as a number or …@lid",
        examples = "[\"+966507654321\"]")
    List<String> audience();
  }

  /** A text to send. */
  @Schema(name = "SendText")
  record Text(
      @Schema(required = true, constValue = "text", examples = "text") String type,
      String sessionId,
      String to,
      @Schema(required = true, examples = "أهلا, عساك بخير؟") String body,
      @Schema(
              description =
                  "whether to show what the page says of itself that the text links to first; if"
                      + " that cannot be read, the text is sent without",
              defaultValue = "false")
          Boolean linkPreview,
      List<String> audience,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements Contextual, Story {

    @Override
    public Content content(Optional<Quoted> quoted, Optional<MediaFile> none) {
      var preview =
          Boolean.TRUE.equals(linkPreview) ? LinkPreview.of(body) : Optional.<LinkPreview>empty();
      return new Content.Text(body, preview, context(quoted));
    }
  }

  /** A location to send. */
  @Schema(name = "SendLocation")
  record Location(
      @Schema(required = true, constValue = "location", examples = "location") String type,
      String sessionId,
      String to,
      @Schema(required = true, minimum = "-90", maximum = "90", examples = "24.7136")
          double latitude,
      @Schema(required = true, minimum = "-180", maximum = "180", examples = "46.6753")
          double longitude,
      @Schema(examples = "Blue Door Clinic") String name,
      @Schema(examples = "King Fahd Road, Riyadh") String address,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements Contextual {

    @Override
    public Content content(Optional<Quoted> quoted, Optional<MediaFile> none) {
      return new Content.Location(
          latitude,
          longitude,
          Optional.ofNullable(name),
          Optional.ofNullable(address),
          context(quoted));
    }
  }

  /** A contact to send. */
  @Schema(name = "SendContact")
  record ContactCard(
      @Schema(required = true, constValue = "contact", examples = "contact") String type,
      String sessionId,
      String to,
      @Schema(required = true, examples = "Fatima") String name,
      @Schema(required = true, examples = "+966507654321") String number,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements Contextual {

    @Override
    public Content content(Optional<Quoted> quoted, Optional<MediaFile> none) {
      return new Content.ContactCard(name, PhoneNumber.parse(number), context(quoted));
    }
  }

  /** A reaction to a sent or received message. */
  @Schema(name = "SendReaction")
  record Reaction(
      @Schema(required = true, constValue = "reaction", examples = "reaction") String type,
      String sessionId,
      String to,
      @Schema(
              required = true,
              description = "the message to react to, in the same chat",
              examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
          String messageId,
      @Schema(required = true, description = "empty removes an earlier reaction", examples = "👍")
          String emoji,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements NewMessage {

    @Override
    public Optional<String> refersTo() {
      return Optional.of(messageId);
    }

    @Override
    public Content content(Optional<Quoted> target, Optional<MediaFile> none) {
      return new Content.Reaction(target.orElseThrow(), emoji, Context.NONE);
    }
  }

  /** A message of the session to send to another chat, marked as forwarded. */
  @Schema(name = "SendForward")
  record Forward(
      @Schema(required = true, constValue = "forward", examples = "forward") String type,
      String sessionId,
      String to,
      @Schema(
              required = true,
              description =
                  "the message to forward: a text, file, location or contact of this session; its"
                      + " file is sent again without an upload",
              examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
          String messageId,
      ObjectNode metadata,
      Instant sendAt,
      Urgency priority,
      Pace pacing)
      implements NewMessage {

    @Override
    public Outgoing outgoing() {
      return Outgoing.forward(
          new SessionId(Ids.parse(sessionId, SESSION_NOT_FOUND)),
          Recipient.parse(to),
          new MessageId(Ids.parse(messageId, MESSAGE_NOT_FOUND)),
          handling(),
          pacing == Pace.NONE);
    }

    @Override
    public Content content(Optional<Quoted> nothing, Optional<MediaFile> none) {
      throw new IllegalStateException("it has the content of the message that it forwards");
    }
  }
}
