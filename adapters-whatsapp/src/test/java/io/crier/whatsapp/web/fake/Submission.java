package io.crier.whatsapp.web.fake;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A message that a client submitted, decrypted with the keys of its recipient.
 *
 * @param from the number that the client is a companion of
 * @param to the recipient's number, or a group's address
 * @param address the address that the client wrote to
 * @param text the text, the caption of a file, the emoji of a reaction, or the name of a contact or
 *     place; empty if there is none
 * @param quoted the message that this one replies or reacts to, or changes
 * @param mentions the addresses of the people mentioned
 * @param marks how a phone shows it, apart from its content
 * @param secret with which the votes in a poll are encrypted
 * @param audience the numbers of the people who can see it, if it is a story
 */
public record Submission(
    String id,
    String from,
    String to,
    String address,
    MessageKind kind,
    String text,
    Optional<Attachment> file,
    Optional<Place> place,
    Optional<String> vcard,
    Optional<Quote> quoted,
    List<String> mentions,
    Marks marks,
    Optional<Secret> secret,
    List<String> audience,
    Instant at) {

  private static final int CONVERSATION = 1;
  static final int CONTACT = 4;
  static final int LOCATION = 5;
  static final int EXTENDED_TEXT = 6;
  static final int REACTION = 46;
  static final int CONTEXT = 17;
  private static final int PROTOCOL = 12;
  private static final int FORWARDING_SCORE = 21;
  private static final int FORWARDED = 22;
  private static final int TIMER = 25;
  private static final int VIEW_ONCE = 37;
  private static final int MATCHED_TEXT = 2;
  private static final int TITLE = 6;
  private static final int NON_JID_MENTIONS = 70;
  private static final int CONTEXT_INFO = 35;
  private static final List<Integer> POLLS = List.of(49, 64);
  private static final int REVOKED = 0;
  private static final int EDITED = 14;
  private static final Set<MessageKind> REFERRING =
      Set.of(MessageKind.REACTION, MessageKind.EDIT, MessageKind.DELETION);
  private static final List<Integer> WRAPPERS = List.of(37, 40, 53, 55);

  /** How a phone shows a message, apart from its content. */
  public record Marks(
      boolean forwarded, boolean viewOnce, boolean mentionsAll, boolean linkPreview, long timer) {

    static Marks of(Protobuf context) {
      return new Marks(
          context.number(FORWARDED) != 0 && context.number(FORWARDING_SCORE) > 0,
          false,
          context.number(NON_JID_MENTIONS) != 0,
          false,
          context.number(TIMER));
    }
  }

  /** The key of the votes in a poll. */
  public record Secret(byte[] key) {}

  /** A location. */
  public record Place(double latitude, double longitude, String name, String address) {}

  /** Another message: its author is given by an address or, in reactions, by {@code ours}. */
  public record Quote(String id, String author, boolean ours, String text) {}

  /** Everything about a message but its content. */
  record Envelope(
      String id, String from, String to, String address, String edit, String polltype, Instant at) {

    Submission unreadable(UnreadableException reason) {
      return submission(
          MessageKind.UNREADABLE, reason.getMessage(), new Protobuf(), Optional.empty());
    }

    Submission with(Protobuf content, Supplier<MediaHost> host) {
      try {
        var parsed = parse(content, host);
        return isViewOnce(content) ? parsed.viewedOnce() : parsed;
      } catch (UnreadableException e) {
        return submission(MessageKind.BROKEN, e.getMessage(), new Protobuf(), Optional.empty());
      }
    }

    private Submission parse(Protobuf content, Supplier<MediaHost> host) {
      var message = unwrap(content);
      if (message.has(CONVERSATION)) {
        return submission(
            MessageKind.TEXT, message.text(CONVERSATION), new Protobuf(), Optional.empty());
      }
      if (message.has(EXTENDED_TEXT)) {
        var part = message.message(EXTENDED_TEXT);
        var text = submission(MessageKind.TEXT, part.text(1), part, Optional.empty());
        return part.has(MATCHED_TEXT) && part.has(TITLE) ? text.previewed() : text;
      }
      if (message.has(LOCATION)) {
        var part = message.message(LOCATION);
        return submission(MessageKind.LOCATION, part.text(3), part, Optional.empty());
      }
      if (message.has(CONTACT)) {
        var part = message.message(CONTACT);
        return submission(MessageKind.CONTACT, part.text(1), part, Optional.empty());
      }
      if (message.has(REACTION)) {
        var part = message.message(REACTION);
        return submission(MessageKind.REACTION, part.text(2), part, Optional.empty());
      }
      var poll = POLLS.stream().filter(message::has).findFirst();
      if (poll.isPresent()) {
        return poll(message.message(poll.get()), message.message(CONTEXT_INFO).bytes(3));
      }
      if (message.has(PROTOCOL)) {
        return change(message.message(PROTOCOL));
      }
      return Arrays.stream(MessageKind.values())
          .filter(kind -> kind.isIn(message))
          .findFirst()
          .map(kind -> media(kind, message.message(kind.field), host.get()))
          .orElseGet(() -> submission(MessageKind.OTHER, "", new Protobuf(), Optional.empty()));
    }

    private Submission poll(Protobuf part, byte[] secret) {
      var kind = polltype.equals("creation") ? MessageKind.POLL : MessageKind.OTHER;
      return submission(
          kind, part.text(2), part, Optional.empty(), Optional.of(new Secret(secret)));
    }

    /** WhatsApp's server wants to know of a change, which it cannot read. */
    private Submission change(Protobuf part) {
      if (part.number(2) == REVOKED && edit.equals("7")) {
        return submission(MessageKind.DELETION, "", part, Optional.empty());
      }
      if (part.number(2) == EDITED && edit.equals("1")) {
        return submission(MessageKind.EDIT, edited(part.message(14)), part, Optional.empty());
      }
      return submission(MessageKind.OTHER, "", new Protobuf(), Optional.empty());
    }

    private static String edited(Protobuf message) {
      return Arrays.stream(MessageKind.values())
          .filter(kind -> kind.isIn(message))
          .findFirst()
          .map(kind -> kind.caption(message.message(kind.field)))
          .orElseGet(() -> message.message(EXTENDED_TEXT).text(1));
    }

    private Submission media(MessageKind kind, Protobuf part, MediaHost host) {
      return submission(kind, kind.caption(part), part, Optional.of(kind.open(part, host)));
    }

    private Submission submission(
        MessageKind kind, String text, Protobuf part, Optional<Attachment> file) {
      return submission(kind, text, part, file, Optional.empty());
    }

    private Submission submission(
        MessageKind kind,
        String text,
        Protobuf part,
        Optional<Attachment> file,
        Optional<Secret> secret) {
      var refers = REFERRING.contains(kind);
      var context = refers ? new Protobuf() : part.message(CONTEXT);
      return new Submission(
          id,
          from,
          to,
          address,
          kind,
          text,
          file,
          kind == MessageKind.LOCATION
              ? Optional.of(new Place(part.decimal(1), part.decimal(2), part.text(3), part.text(4)))
              : Optional.empty(),
          kind == MessageKind.CONTACT ? Optional.of(part.text(16)) : Optional.empty(),
          refers ? Optional.of(target(part.message(1))) : quoted(context),
          context.texts(15),
          Marks.of(context),
          secret,
          List.of(),
          at);
    }
  }

  private Submission viewedOnce() {
    return with(
        new Marks(marks.forwarded, true, marks.mentionsAll, marks.linkPreview, marks.timer));
  }

  private Submission previewed() {
    return with(new Marks(marks.forwarded, marks.viewOnce, marks.mentionsAll, true, marks.timer));
  }

  private Submission with(Marks other) {
    return with(other, audience);
  }

  Submission shownTo(List<String> people) {
    return with(marks, people);
  }

  Submission submittedAt(Instant time) {
    return with(marks, audience, time);
  }

  private Submission with(Marks other, List<String> people) {
    return with(other, people, at);
  }

  private Submission with(Marks other, List<String> people, Instant time) {
    return new Submission(
        id, from, to, address, kind, text, file, place, vcard, quoted, mentions, other, secret,
        people, time);
  }

  private static boolean isViewOnce(Protobuf message) {
    return message.has(VIEW_ONCE)
        || WRAPPERS.stream()
            .filter(message::has)
            .anyMatch(field -> isViewOnce(message.message(field).message(1)));
  }

  private static Protobuf unwrap(Protobuf message) {
    var wrapper = WRAPPERS.stream().filter(message::has).findFirst();
    return wrapper.map(field -> unwrap(message.message(field).message(1))).orElse(message);
  }

  private static Quote target(Protobuf key) {
    return new Quote(key.text(3), key.text(key.has(4) ? 4 : 1), key.number(2) != 0, "");
  }

  private static Optional<Quote> quoted(Protobuf context) {
    if (!context.has(1)) {
      return Optional.empty();
    }
    var message = context.message(3);
    var text =
        message.has(EXTENDED_TEXT) ? message.message(EXTENDED_TEXT).text(1) : message.text(1);
    return Optional.of(new Quote(context.text(1), context.text(2), false, text));
  }
}
