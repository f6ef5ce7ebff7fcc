package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.sessions.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The content of a message, and what it refers to. */
public sealed interface Content
    permits Content.Text,
        Content.Media,
        MissingMedia,
        Content.Location,
        Content.ContactCard,
        Content.Reaction,
        Change,
        Poll,
        Menu,
        MessageTemplate,
        Content.Interactive,
        Unavailable,
        Content.Unsupported {

  /** Its name in the API. */
  String type();

  /** The readable part: the text or caption; may be empty. */
  String text();

  /** What it refers to. */
  Context context();

  /** The same in another context; a template has none, and neither has a change. */
  default Content in(Context other) {
    return switch (this) {
      case Text it -> new Text(it.body, it.preview, other);
      case Media it -> new Media(it.kind, it.file, it.caption, it.filename, it.viewOnce, other);
      case MissingMedia it -> it.with(other);
      case Location it -> new Location(it.latitude, it.longitude, it.name, it.address, other);
      case ContactCard it -> new ContactCard(it.name, it.number, it.more, other);
      case Reaction it -> new Reaction(it.target, it.emoji, other);
      case MessageTemplate it -> it;
      case Change it -> it;
      case Poll it -> new Poll(it.question(), it.options(), it.multiple(), it.votes(), other);
      case Menu it -> it.with(other);
      case Interactive it ->
          new Interactive(it.kind, it.id, it.title, it.details, it.payload, other);
      case Unavailable it -> new Unavailable(it.reason(), other);
      case Unsupported it -> new Unsupported(it.kind, it.text, other);
    };
  }

  /** The same, with its references to other messages looked up again. */
  default Content quoting(UnaryOperator<Quoted> lookUp) {
    var found = in(context().quoting(lookUp));
    return found instanceof Reaction it
        ? new Reaction(lookUp.apply(it.target), it.emoji, it.context)
        : found;
  }

  /** Refuses what a received message may contain but a sent one may not. */
  default void requireFitToSend() {
    SendRules.require(this);
  }

  /**
   * The same as it is kept when it arrives: whole, unless it is longer than any message of
   * WhatsApp, and of characters that every database can store.
   */
  default Content received() {
    return ReceivedText.kept(this);
  }

  /** The same after its author has edited it to this. Of a file that changes the caption. */
  default Content edited(Content by) {
    var context = context().edited(by.context());
    return switch (this) {
      case Media it -> it.captioned(by.text()).in(context);
      case MissingMedia it -> it.captioned(by.text()).with(context);
      case Unsupported it -> new Unsupported(it.kind, by.text(), context);
      default -> by.in(context);
    };
  }

  /** Nothing but its type, and its author in a group. */
  default Content blanked() {
    var context = new Context(Optional.empty(), List.of(), context().author());
    return this instanceof Text ? new Text("", context) : new Unsupported(type(), "", context);
  }

  /** The same as it is forwarded: without the messages and people that it refers to. */
  default Content forwarded() {
    return Forwarding.of(this);
  }

  /** How many characters a person would have to type. */
  default int length() {
    return TextRule.length(text());
  }

  /**
   * Plain text, sent byte for byte.
   *
   * @param body if sent, 1 to 4,096 characters of well-formed Unicode without NUL
   * @param preview of a page that it links to, if its sender wants that
   */
  record Text(String body, Optional<LinkPreview> preview, Context context) implements Content {

    public static final TextRule BODY = TextRule.text(1, 4_096);

    public Text {
      requirePresent("body", body, INVALID_TEXT);
      // Rows of earlier versions have none.
      preview = preview == null ? Optional.empty() : preview;
      Objects.requireNonNull(context);
    }

    public Text(String body, Context context) {
      this(body, Optional.empty(), context);
    }

    public Text(String body) {
      this(body, Context.NONE);
    }

    @Override
    public String type() {
      return "text";
    }

    @Override
    public String text() {
      return body;
    }
  }

  /**
   * A file.
   *
   * @param caption shown below it; if sent, at most 1,024 characters, and none below audio
   * @param filename the name of a document, without a path; if sent, at most 255 characters
   * @param viewOnce whether its recipient can open it only once
   */
  record Media(
      MediaKind kind,
      MediaFile file,
      Optional<String> caption,
      Optional<String> filename,
      boolean viewOnce,
      Context context)
      implements Content {

    public static final TextRule CAPTION = TextRule.text(0, 1_024);
    public static final TextRule FILENAME = TextRule.text(1, 255);

    public Media {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(file);
      Objects.requireNonNull(context);
    }

    public Media(
        MediaKind kind,
        MediaFile file,
        Optional<String> caption,
        Optional<String> filename,
        Context context) {
      this(kind, file, caption, filename, false, context);
    }

    /** The same under another name. */
    public Media named(String name) {
      return new Media(kind, file, caption, Optional.of(name), viewOnce, context);
    }

    /** The same with another caption, or without one. */
    Media captioned(String text) {
      var other = Optional.of(text).filter(it -> !it.isEmpty());
      return new Media(kind, file, other, filename, viewOnce, context);
    }

    @Override
    public String type() {
      return type(kind);
    }

    static String type(MediaKind kind) {
      return kind == MediaKind.VOICE ? "audio" : kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String text() {
      return caption.orElse("");
    }
  }

  /**
   * A location.
   *
   * @param latitude in degrees; if sent, from -90 to 90
   * @param longitude in degrees; if sent, from -180 to 180
   */
  record Location(
      double latitude,
      double longitude,
      Optional<String> name,
      Optional<String> address,
      Context context)
      implements Content {

    public static final TextRule LABEL = TextRule.text(0, 1_000);

    public Location {
      Objects.requireNonNull(context);
    }

    @Override
    public String type() {
      return "location";
    }

    @Override
    public String text() {
      return name.orElse("");
    }
  }

  /**
   * A person's name and number, and those of more people if several were received together.
   *
   * @param name if sent, 1 to 200 characters
   * @param number as {@code +E.164}; if received, otherwise as it was written, or empty
   */
  record ContactCard(String name, String number, List<Entry> more, Context context)
      implements Content {

    public static final TextRule NAME = TextRule.text(1, 200);

    /** A name and number, as on a card. */
    public record Entry(String name, String number) {

      public Entry {
        Objects.requireNonNull(name);
        Objects.requireNonNull(number);
      }
    }

    public ContactCard {
      requirePresent("name", name, INVALID_CONTENT);
      Objects.requireNonNull(number);
      // Rows of earlier versions have none.
      more = more == null ? List.of() : List.copyOf(more);
      Objects.requireNonNull(context);
    }

    public ContactCard(String name, PhoneNumber number, Context context) {
      this(name, number.value(), List.of(), context);
    }

    /** All of them as one message; empty if there are none. */
    public static Optional<Content> of(List<Entry> entries, Context context) {
      return entries.stream()
          .findFirst()
          .map(
              first ->
                  new ContactCard(
                      first.name(), first.number(), entries.subList(1, entries.size()), context));
    }

    /** The number to send; refused if it is not one. */
    public PhoneNumber phone() {
      return new PhoneNumber(number);
    }

    /** Everybody on it. */
    public List<Entry> entries() {
      return Stream.concat(Stream.of(new Entry(name, number)), more.stream()).toList();
    }

    @Override
    public String type() {
      return "contact";
    }

    @Override
    public String text() {
      return name;
    }
  }

  /**
   * An emoji on another message.
   *
   * @param emoji empty removes an earlier one
   */
  record Reaction(Quoted target, String emoji, Context context) implements Content {

    public static final TextRule EMOJI = TextRule.text(0, 32);

    public Reaction {
      Objects.requireNonNull(target);
      Objects.requireNonNull(context);
      if (emoji == null) {
        throw new Refused(INVALID_CONTENT, "emoji is missing; an empty one takes a reaction back");
      }
    }

    @Override
    public String type() {
      return "reaction";
    }

    @Override
    public String text() {
      return emoji;
    }

    @Override
    public int length() {
      return 0;
    }
  }

  /**
   * A received reply to a message with buttons, a list or a form.
   *
   * @param kind as WhatsApp's own API names it: {@code button_reply}, {@code list_reply}, {@code
   *     button} for a template's, or {@code nfm_reply} for a form's
   * @param id of the button or row, as chosen by whoever sent the message with it
   * @param title what the button or row says
   * @param details what else is shown with it
   * @param payload what the sender has attached to the button, or the form's fields as JSON
   */
  record Interactive(
      String kind,
      Optional<String> id,
      Optional<String> title,
      Optional<String> details,
      Optional<String> payload,
      Context context)
      implements Content {

    public Interactive {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(context);
    }

    @Override
    public String type() {
      return "interactive";
    }

    @Override
    public String text() {
      return title.or(() -> details).orElse("");
    }
  }

  /**
   * A received message that Crier cannot represent, such as an event.
   *
   * @param kind what WhatsApp calls it
   * @param text what can be read in it, one text per line; may be empty
   */
  record Unsupported(String kind, String text, Context context) implements Content {

    public Unsupported {
      Objects.requireNonNull(kind);
      // Rows of earlier versions have none.
      text = text == null ? "" : text;
      Objects.requireNonNull(context);
    }

    @Override
    public String type() {
      return "unsupported";
    }
  }

  private static void requirePresent(String field, String text, Problem problem) {
    if (text == null) {
      throw new Refused(problem, field + ": is required");
    }
  }
}
