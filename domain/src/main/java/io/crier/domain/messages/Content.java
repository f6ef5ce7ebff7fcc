package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.sessions.PhoneNumber;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The content of a message, and what it refers to. */
public sealed interface Content {

  /** Its name in the API. */
  String type();

  /** The readable part: the text or caption; may be empty. */
  String text();

  /** What it refers to. */
  Context context();

  /** The same in another context; a template has none. */
  default Content in(Context other) {
    return switch (this) {
      case Text it -> new Text(it.body, other);
      case Media it -> new Media(it.kind, it.file, it.caption, it.filename, other);
      case Location it -> new Location(it.latitude, it.longitude, it.name, it.address, other);
      case ContactCard it -> new ContactCard(it.name, it.number, other);
      case Reaction it -> new Reaction(it.target, it.emoji, other);
      case Template it -> it;
      case Unsupported it -> new Unsupported(it.kind, other);
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

  /** How many characters a person would have to type. */
  default int length() {
    return TextRule.length(text());
  }

  /**
   * Plain text, sent byte for byte.
   *
   * @param body if sent, 1 to 4,096 characters of well-formed Unicode without NUL
   */
  record Text(String body, Context context) implements Content {

    public static final TextRule BODY = TextRule.text(1, 4_096);

    public Text {
      requirePresent("body", body, INVALID_TEXT);
      Objects.requireNonNull(context);
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
   */
  record Media(
      MediaKind kind,
      MediaFile file,
      Optional<String> caption,
      Optional<String> filename,
      Context context)
      implements Content {

    public static final TextRule CAPTION = TextRule.text(0, 1_024);
    public static final TextRule FILENAME = TextRule.text(1, 255);

    public Media {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(file);
      Objects.requireNonNull(context);
    }

    @Override
    public String type() {
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
   * A person's name and number.
   *
   * @param name if sent, 1 to 200 characters
   */
  record ContactCard(String name, PhoneNumber number, Context context) implements Content {

    public static final TextRule NAME = TextRule.text(1, 200);

    public ContactCard {
      requirePresent("name", name, INVALID_CONTENT);
      Objects.requireNonNull(number);
      Objects.requireNonNull(context);
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
   * A template that Meta has approved in advance.
   *
   * @param language as {@code en_US}
   * @param components its parameters: a JSON array as Meta defines it
   */
  record Template(String name, String language, String components) implements Content {

    private static final TextRule COMPONENTS = TextRule.text(0, 8_192);

    public Template {
      if (name == null || !name.matches("[a-z0-9_]{1,512}")) {
        throw new Refused(INVALID_CONTENT, "name is 1 to 512 of a-z, 0-9 and _");
      }
      if (language == null || !language.matches("[a-z]{2,3}(?:_[A-Z]{2})?")) {
        throw new Refused(INVALID_CONTENT, "language is a code such as ar or en_US");
      }
      COMPONENTS.require("components", components, INVALID_CONTENT);
    }

    @Override
    public String type() {
      return "template";
    }

    @Override
    public String text() {
      return "";
    }

    @Override
    public Context context() {
      return Context.NONE;
    }
  }

  /** A received message that Crier cannot represent, such as a poll. */
  record Unsupported(String kind, Context context) implements Content {

    @Override
    public String type() {
      return "unsupported";
    }

    @Override
    public String text() {
      return "";
    }
  }

  private static void requirePresent(String field, String text, Problem problem) {
    if (text == null) {
      throw new Refused(problem, field + ": is required");
    }
  }
}
