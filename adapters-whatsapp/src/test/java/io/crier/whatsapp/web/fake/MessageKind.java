package io.crier.whatsapp.web.fake;

import java.util.Arrays;

/** A kind of message, and the field numbers of its parts. */
public enum MessageKind {
  TEXT,
  IMAGE(3, "Image", new Layout(2, 4, 5, 8, 9, 11, 3)),
  VIDEO(9, "Video", new Layout(2, 3, 4, 6, 11, 13, 7)),
  AUDIO(8, "Audio", new Layout(2, 3, 4, 7, 8, 9, 0)),
  VOICE(8, "Audio", new Layout(2, 3, 4, 7, 8, 9, 0)),
  DOCUMENT(7, "Document", new Layout(2, 4, 5, 7, 9, 10, 20)),
  STICKER(26, "Image", new Layout(5, 2, 9, 4, 3, 8, 0)),
  /** What a phone uploads about the chats before a client was linked. */
  HISTORY(0, "History", new Layout(8, 1, 2, 3, 4, 5, 0)),
  /** What the devices of an account share. */
  APP_STATE(0, "App State", new Layout(8, 4, 5, 2, 7, 3, 0)),
  LOCATION,
  CONTACT,
  REACTION,
  EDIT,
  DELETION,
  POLL,
  /** A kind that the fake does not know. */
  OTHER,
  /** The file is missing or does not match its description; the text gives the reason. */
  BROKEN,
  /** The recipient cannot decrypt it; the text gives the reason. */
  UNREADABLE;

  private static final int URL = 1;
  private static final int PTT = 6;
  private static final int FILENAME = 8;
  private static final int MAC = 10;

  private record Layout(
      int type, int hash, int size, int key, int encryptedHash, int path, int caption) {}

  final int field;
  private final String purpose;
  private final Layout layout;

  MessageKind() {
    this(0, "", null);
  }

  MessageKind(int field, String purpose, Layout layout) {
    this.field = field;
    this.purpose = purpose;
    this.layout = layout;
  }

  boolean isMedia() {
    return layout != null;
  }

  boolean isIn(Protobuf message) {
    return isMedia()
        && message.has(field)
        && (field != AUDIO.field
            || this == (message.message(field).number(PTT) == 0 ? AUDIO : VOICE));
  }

  String caption(Protobuf part) {
    return layout.caption() == 0 ? "" : part.text(layout.caption());
  }

  /** Fetches and decrypts the file of this part of a message, as its recipient does. */
  Attachment open(Protobuf part, MediaHost host) {
    if (!part.has(layout.key())) {
      return checked(part, host.file(part.text(layout.path())));
    }
    var sealed = host.file(part.text(layout.path()));
    var keys = new Keys(part.bytes(layout.key()), purpose);
    var content = Arrays.copyOf(sealed, sealed.length - MAC);
    if (!Arrays.equals(Crypto.sha256(sealed), part.bytes(layout.encryptedHash()))
        || !Arrays.equals(
            keys.mac(content), Arrays.copyOfRange(sealed, content.length, sealed.length))) {
      throw new UnreadableException("the file does not match its hash");
    }
    return checked(part, Crypto.openCbc(keys.cipher(), keys.iv(), content));
  }

  private Attachment checked(Protobuf part, byte[] content) {
    var file =
        new Attachment(
            part.text(layout.type()), this == DOCUMENT ? part.text(FILENAME) : "", content);
    if (!Arrays.equals(Crypto.sha256(file.content()), part.bytes(layout.hash()))
        || file.content().length != part.number(layout.size())) {
      throw new UnreadableException("the file does not match its hash or length");
    }
    return file;
  }

  /** Encrypts and uploads the file, and returns the part of a message that refers to it. */
  Protobuf seal(Attachment file, String caption, MediaHost host) {
    var key = Crypto.random(32);
    var keys = new Keys(key, purpose);
    var content = Crypto.sealCbc(keys.cipher(), keys.iv(), file.content());
    var sealed = Crypto.concat(content, keys.mac(content));
    var path = host.store(sealed);
    var part =
        new Protobuf()
            .with(URL, "https://" + host.host() + path)
            .with(layout.type(), file.mimeType())
            .with(layout.hash(), Crypto.sha256(file.content()))
            .with(layout.size(), file.content().length)
            .with(layout.key(), key)
            .with(layout.encryptedHash(), Crypto.sha256(sealed))
            .with(layout.path(), path);
    if (this == DOCUMENT) {
      part.with(FILENAME, file.filename());
    }
    if (this == VOICE) {
      part.with(PTT, 1);
    }
    if (!caption.isEmpty() && layout.caption() != 0) {
      part.with(layout.caption(), caption);
    }
    return part;
  }

  /** Uploads the file as it is. */
  Protobuf plain(Attachment file, String caption, MediaHost host) {
    var path = host.store(file.content());
    var part =
        new Protobuf()
            .with(URL, "https://" + host.host() + path)
            .with(layout.type(), file.mimeType())
            .with(layout.hash(), Crypto.sha256(file.content()))
            .with(layout.size(), file.content().length)
            .with(layout.path(), path);
    return caption.isEmpty() ? part : part.with(layout.caption(), caption);
  }

  private static final class Keys {

    private final byte[] all;

    Keys(byte[] key, String purpose) {
      all = Crypto.hkdf(key, "WhatsApp " + purpose + " Keys", 112);
    }

    byte[] iv() {
      return Arrays.copyOf(all, 16);
    }

    byte[] cipher() {
      return Arrays.copyOfRange(all, 16, 48);
    }

    byte[] mac(byte[] content) {
      return Arrays.copyOf(Crypto.hmac(Arrays.copyOfRange(all, 48, 80), iv(), content), MAC);
    }
  }
}
