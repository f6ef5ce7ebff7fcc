package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A message from a person to a client: its content and how it is addressed. */
public final class InboundMessage {

  /** Which of a person's two addresses a message comes from. */
  public enum Sender {
    /** The number, together with the opaque address. */
    NUMBER,
    /** The opaque address, together with the number. */
    LID,
    /** The opaque address only. */
    LID_ALONE
  }

  private static final int PROTOCOL = 12;
  private static final int REVOKE = 0;
  private static final int HISTORY_SYNC = 5;
  private static final int EPHEMERAL_SETTING = 3;
  private static final int SYNC_KEY = 6;
  private static final int MESSAGE_EDIT = 14;

  private static final Supplier<MediaHost> NO_MEDIA =
      () -> {
        throw new IllegalStateException("an edit has no file");
      };

  private record File(MessageKind kind, Attachment attachment, String caption) {}

  private final int field;
  private final Protobuf part;
  private final Optional<File> file;
  private final Protobuf context = new Protobuf();
  private boolean hasContext;
  private Sender sender = Sender.NUMBER;
  private Optional<String> group = Optional.empty();
  private Optional<String> recipient = Optional.empty();
  private Optional<String> id = Optional.empty();
  private UnaryOperator<BinaryNode> damage = UnaryOperator.identity();

  private InboundMessage(int field, Protobuf part, Optional<File> file) {
    this.field = field;
    this.part = part;
    this.file = file;
  }

  public static InboundMessage text(String text) {
    return new InboundMessage(
        Submission.EXTENDED_TEXT, new Protobuf().with(1, text), Optional.empty());
  }

  public static InboundMessage file(MessageKind kind, Attachment attachment, String caption) {
    return new InboundMessage(
        kind.field, new Protobuf(), Optional.of(new File(kind, attachment, caption)));
  }

  public static InboundMessage location(Submission.Place place) {
    var part =
        new Protobuf()
            .with(1, place.latitude())
            .with(2, place.longitude())
            .with(3, place.name())
            .with(4, place.address());
    return new InboundMessage(Submission.LOCATION, part, Optional.empty());
  }

  public static InboundMessage contact(String name, String vcard) {
    return new InboundMessage(
        Submission.CONTACT, new Protobuf().with(1, name).with(16, vcard), Optional.empty());
  }

  /** Several contacts in one message, each a name and a vCard. */
  public static InboundMessage contacts(List<Map.Entry<String, String>> cards) {
    var part = new Protobuf().with(1, cards.size() + " contacts");
    cards.forEach(it -> part.with(2, new Protobuf().with(1, it.getKey()).with(16, it.getValue())));
    return new InboundMessage(13, part, Optional.empty());
  }

  public static InboundMessage buttonReply(String id, String title) {
    var part = new Protobuf().with(1, id).with(2, title);
    return new InboundMessage(43, part, Optional.empty());
  }

  public static InboundMessage templateButtonReply(String id, String title) {
    var part = new Protobuf().with(1, id).with(2, title);
    return new InboundMessage(29, part, Optional.empty());
  }

  public static InboundMessage listReply(String id, String title, String description) {
    var part = new Protobuf().with(1, title).with(3, new Protobuf().with(1, id));
    return new InboundMessage(39, part.with(5, description), Optional.empty());
  }

  /** A form that was filled in, or a native button, by its name. */
  public static InboundMessage nativeReply(String name, String text, String parameters) {
    var part = new Protobuf().with(1, new Protobuf().with(1, text));
    var flow = new Protobuf().with(1, name).with(2, parameters);
    return new InboundMessage(48, part.with(2, flow), Optional.empty());
  }

  /** To a group with this name. */
  public static InboundMessage invitation(String group) {
    return new InboundMessage(28, new Protobuf().with(4, group), Optional.empty());
  }

  public static InboundMessage poll(String question, String... options) {
    var part = new Protobuf().with(1, "key").with(2, question);
    for (var option : options) {
      part.with(3, new Protobuf().with(1, option).with(2, "hash of " + option));
    }
    return new InboundMessage(49, part, Optional.empty());
  }

  /**
   * A vote in a poll.
   *
   * @param poll the id of its message
   * @param creator the address of who made it, and {@code voter} that of who votes
   */
  public static InboundMessage vote(
      String poll, byte[] secret, String creator, String voter, List<String> options) {
    var plain = new Protobuf();
    options.forEach(option -> plain.with(1, Crypto.sha256(option.getBytes(UTF_8))));
    var purpose = (poll + creator + voter + "Poll Vote\u0001").getBytes(UTF_8);
    var key = Crypto.hmac(Crypto.hmac(new byte[32], secret), purpose);
    var iv = Crypto.random(12);
    var context = (poll + "\0" + voter).getBytes(UTF_8);
    var sealed = Crypto.sealGcm(key, iv, context, plain.encoded());
    var part =
        new Protobuf()
            .with(1, new Protobuf().with(1, creator).with(2, 0).with(3, poll))
            .with(2, new Protobuf().with(1, sealed).with(2, iv));
    return new InboundMessage(50, part, Optional.empty());
  }

  /** Announces this many images. */
  public static InboundMessage album(int images) {
    return new InboundMessage(83, new Protobuf().with(2, images), Optional.empty());
  }

  /** Replaces what a message of the same person says. */
  public static InboundMessage edit(String id, InboundMessage by) {
    var part = new Protobuf().with(1, new Protobuf().with(2, 1).with(3, id)).with(2, MESSAGE_EDIT);
    part.with(14, by.message(NO_MEDIA));
    var whole = new Protobuf().with(PROTOCOL, part);
    return new InboundMessage(58, new Protobuf().with(1, whole), Optional.empty());
  }

  /** Lets the messages of the chat disappear after this many seconds. */
  public static InboundMessage timer(int seconds) {
    var part = new Protobuf().with(2, EPHEMERAL_SETTING).with(4, seconds);
    return new InboundMessage(PROTOCOL, part, Optional.empty());
  }

  /** Deletes a message of the same person for everyone. */
  public static InboundMessage deletion(String id) {
    var part = new Protobuf().with(1, new Protobuf().with(2, 1).with(3, id)).with(2, REVOKE);
    return new InboundMessage(PROTOCOL, part, Optional.empty());
  }

  /** Deletes what this person has written in a group, by an admin of it. */
  public static InboundMessage deletion(String id, String author) {
    var key = new Protobuf().with(2, 0).with(3, id).with(4, author);
    var part = new Protobuf().with(1, key).with(2, REVOKE);
    return new InboundMessage(PROTOCOL, part, Optional.empty());
  }

  /** Announces a part of the history that the phone has uploaded. */
  static InboundMessage history(Protobuf part) {
    return new InboundMessage(
        PROTOCOL, new Protobuf().with(2, HISTORY_SYNC).with(6, part), Optional.empty());
  }

  /** Shares keys of the app state. */
  static InboundMessage syncKey(Protobuf share) {
    return new InboundMessage(
        PROTOCOL, new Protobuf().with(2, SYNC_KEY).with(7, share), Optional.empty());
  }

  /** Changes the caption of an image. */
  public static InboundMessage caption(String text) {
    return new InboundMessage(
        MessageKind.IMAGE.field, new Protobuf().with(3, text), Optional.empty());
  }

  /** Written on the phone of the client's own user to this address. */
  public InboundMessage to(String recipient) {
    this.recipient = Optional.of(recipient);
    return this;
  }

  /** A sticker whose file is missing. */
  public static InboundMessage brokenSticker() {
    return new InboundMessage(26, new Protobuf().with(5, "image/webp"), Optional.empty());
  }

  /**
   * A reaction to a message that the client sent ({@code ours}) or received; "" removes the
   * reaction.
   */
  public static InboundMessage reaction(String id, String chat, boolean ours, String emoji) {
    // The key says whose message it is from the point of view of the person who reacts.
    var key = new Protobuf().with(1, chat).with(2, ours ? 0 : 1).with(3, id);
    return new InboundMessage(
        Submission.REACTION, new Protobuf().with(1, key).with(2, emoji), Optional.empty());
  }

  public InboundMessage replyingTo(String id, String author, String text) {
    context.with(1, id).with(2, author).with(3, new Protobuf().with(1, text));
    hasContext = true;
    return this;
  }

  public InboundMessage forwarded() {
    context.with(22, 1);
    hasContext = true;
    return this;
  }

  /** Written after a click on an advertisement. */
  public InboundMessage fromAd(String title, String id, String url, String clickId) {
    var ad = new Protobuf().with(1, title).with(7, "ad").with(8, id).with(9, url);
    context.with(28, ad.with(13, clickId));
    hasContext = true;
    return this;
  }

  public InboundMessage mentioning(String address) {
    context.with(15, address);
    hasContext = true;
    return this;
  }

  public InboundMessage from(Sender sender) {
    this.sender = sender;
    return this;
  }

  /**
   * Written in a group, such as {@code 120363041234567890@g.us}, or to a broadcast list, such as
   * {@code 1700000000@broadcast}.
   */
  public InboundMessage in(String group) {
    this.group = Optional.of(group);
    return this;
  }

  /** Sent again, under the id that it had before. */
  public InboundMessage again(String id) {
    this.id = Optional.of(id);
    return this;
  }

  /** Encrypted so that nobody can decrypt it. */
  public InboundMessage undecryptable() {
    damage =
        enc -> {
          var ciphertext = enc.content().clone();
          ciphertext[ciphertext.length - 1] ^= 1;
          return enc.with(ciphertext);
        };
    return this;
  }

  /** WhatsApp names the type of what is not delivered, such as {@code view_once}. */
  public InboundMessage unavailable(String type) {
    damage = enc -> BinaryNode.of("unavailable", "type", type);
    return this;
  }

  Optional<String> id() {
    return id;
  }

  BinaryNode damaged(BinaryNode enc) {
    return damage.apply(enc);
  }

  public boolean hasFile() {
    return file.isPresent();
  }

  Protobuf message(Supplier<MediaHost> host) {
    if (field == Submission.EXTENDED_TEXT && !hasContext) {
      return new Protobuf().with(1, part.text(1));
    }
    var whole =
        file.map(each -> each.kind().seal(each.attachment(), each.caption(), host.get()))
            .orElse(part);
    return new Protobuf().with(field, hasContext ? whole.with(Submission.CONTEXT, context) : whole);
  }

  /** As a channel gets it, whose files are not encrypted. */
  Protobuf post(MediaHost host) {
    return file.map(
            it -> new Protobuf().with(field, it.kind().plain(it.attachment(), it.caption(), host)))
        .orElseGet(() -> message(() -> host));
  }

  /** The stanza without its encrypted content. */
  BinaryNode envelope(String id, Person from, String seconds) {
    var type =
        file.isPresent() || field == Submission.CONTACT
            ? "media"
            : field == Submission.REACTION ? "reaction" : "text";
    var bare = BinaryNode.of("message", "id", id, "type", type, "t", seconds, "notify", "Somebody");
    var node = recipient.map(to -> bare.with("recipient", to)).orElse(bare);
    var address = sender == Sender.NUMBER ? from.jid() : from.lid();
    var addressed =
        group
            .map(in -> node.with("from", in).with("participant", address))
            .orElseGet(() -> node.with("from", address));
    var prefix = group.isPresent() ? "participant" : "sender";
    return switch (sender) {
      case NUMBER -> addressed.with(prefix + "_lid", from.lid());
      case LID -> addressed.with("addressing_mode", "lid").with(prefix + "_pn", from.jid());
      case LID_ALONE -> addressed.with("addressing_mode", "lid");
    };
  }
}
