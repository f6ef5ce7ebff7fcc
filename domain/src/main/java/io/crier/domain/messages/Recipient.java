package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_RECIPIENT;

import io.crier.domain.Refused;
import io.crier.domain.sessions.PhoneNumber;
import java.util.regex.Pattern;

/** The other side of a message as callers name it, in a canonical form. */
public sealed interface Recipient {

  /**
   * The canonical form: {@code +E.164}, {@code …@g.us}, {@code …@lid}, {@code BR.…}, {@code
   * …@newsletter} or {@code status@broadcast}.
   */
  String text();

  /** The canonical form without the plus sign of a number. */
  default String textWithoutPlus() {
    return this instanceof Phone phone ? phone.number().digits() : text();
  }

  /** Whether it is one person. */
  default boolean isPerson() {
    return this instanceof Phone || this instanceof Hidden;
  }

  /** Whether people talk there with each other; a channel and stories are only read. */
  default boolean isConversation() {
    return isPerson() || this instanceof Group;
  }

  /** A person known by number. */
  record Phone(PhoneNumber number) implements Recipient {
    @Override
    public String text() {
      return number.value();
    }
  }

  /** A group. */
  record Group(String text) implements Recipient {
    public Group {
      require(GROUP, text);
    }
  }

  /** The stories of a session, or those of the people it knows: WhatsApp's status. */
  record Stories() implements Recipient {
    @Override
    public String text() {
      return STORIES;
    }
  }

  /** A channel, where its admins write for all who follow it. */
  record Channel(String text) implements Recipient {
    public Channel {
      require(CHANNEL, text);
    }
  }

  /** A person whose number WhatsApp hides: a LID, or an id that is valid for one business only. */
  record Hidden(String text) implements Recipient {
    public Hidden {
      require(HIDDEN, text);
    }
  }

  /**
   * Parses what {@link #parse} does, channels, and {@code status@broadcast}, where stories are
   * posted.
   */
  static Recipient parseAny(String text) {
    if (text != null && CHANNEL.matcher(text).matches()) {
      return new Channel(text);
    }
    return STORIES.equals(text) ? new Stories() : parse(text);
  }

  /**
   * Parses numbers as {@link PhoneNumber#parse} does, {@code …@c.us}, {@code …@s.whatsapp.net},
   * groups and LIDs.
   */
  static Recipient parse(String text) {
    if (text == null) {
      throw new Refused(INVALID_RECIPIENT);
    }
    if (GROUP.matcher(text).matches()) {
      return new Group(text);
    }
    if (isHidden(text)) {
      return new Hidden(text);
    }
    try {
      var chat = CHAT.matcher(text);
      return new Phone(
          chat.matches() ? new PhoneNumber("+" + chat.group(1)) : PhoneNumber.parse(text));
    } catch (Refused notOne) {
      throw new Refused(INVALID_RECIPIENT);
    }
  }

  /** Whether this identifies a person whose number WhatsApp hides. */
  static boolean isHidden(String text) {
    return HIDDEN.matcher(text).matches();
  }

  String STORIES = "status@broadcast";
  Pattern CHAT = Pattern.compile("\\+?(\\d+)@(?:c\\.us|s\\.whatsapp\\.net)");
  Pattern GROUP = Pattern.compile("\\d{5,20}(?:-\\d{5,20})?@g\\.us");
  Pattern CHANNEL = Pattern.compile("\\d{5,25}@newsletter");
  Pattern HIDDEN = Pattern.compile("\\d{5,20}@lid|[A-Z]{2}\\.[A-Za-z0-9]{1,60}");

  private static void require(Pattern form, String text) {
    if (text == null || !form.matcher(text).matches()) {
      throw new Refused(INVALID_RECIPIENT);
    }
  }
}
