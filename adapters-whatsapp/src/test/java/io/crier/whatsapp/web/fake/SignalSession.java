package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * One end of a Signal session: the parties agree on a shared secret (X3DH), and then each message
 * has a key of its own (double ratchet). A message that cannot be decrypted leaves it unchanged.
 */
final class SignalSession {

  private static final byte VERSION = 0x33;
  private static final int MAC = 8;

  /** The public keys that a party publishes, so that others can start a session with it. */
  record Bundle(byte[] identity, int signedId, byte[] signed, int oneTimeId, byte[] oneTime) {}

  /** The secrets behind a {@link Bundle}. */
  record Secrets(KeyPair identity, KeyPair signed, KeyPair oneTime) {}

  private record Chain(byte[] key, int counter) {

    byte[] messageKey() {
      return Crypto.hmac(key, new byte[] {1});
    }

    Chain next() {
      return new Chain(Crypto.hmac(key, new byte[] {2}), counter + 1);
    }
  }

  /** The state that changes with each message. */
  private record Ratchet(byte[] root, KeyPair own, Chain sending, Map<String, Chain> receiving) {

    /** A step of the Diffie-Hellman ratchet, which gives both directions new keys. */
    Ratchet step(byte[] theirs) {
      var received = Crypto.hkdf(own.agree(theirs), root, "WhisperRatchet", 64);
      var next = KeyPair.generate();
      var sent = Crypto.hkdf(next.agree(theirs), first(received), "WhisperRatchet", 64);
      var chains = new HashMap<>(receiving);
      chains.put(name(theirs), new Chain(second(received), 0));
      return new Ratchet(first(sent), next, new Chain(second(sent), 0), chains);
    }

    Ratchet received(byte[] theirs, Chain chain) {
      var chains = new HashMap<>(receiving);
      chains.put(name(theirs), chain);
      return new Ratchet(root, own, sending, chains);
    }

    Ratchet sent(Chain chain) {
      return new Ratchet(root, own, chain, receiving);
    }
  }

  private final byte[] base;
  private final byte[] ownIdentity;
  private final byte[] theirIdentity;
  private final Map<String, byte[]> skipped = new HashMap<>();
  private Ratchet ratchet;

  /**
   * Sent with each message until the other side has answered, so that it can set up the session.
   */
  private Protobuf preKeyMessage;

  private SignalSession(byte[] base, byte[] ownIdentity, byte[] theirIdentity, Ratchet ratchet) {
    this.base = base;
    this.ownIdentity = ownIdentity;
    this.theirIdentity = theirIdentity;
    this.ratchet = ratchet;
  }

  /** Starts a session with the owner of this bundle. */
  static SignalSession start(KeyPair identity, int registration, Bundle theirs) {
    var base = KeyPair.generate();
    var agreed =
        Crypto.concat(
            identity.agree(theirs.signed()),
            base.agree(theirs.identity()),
            base.agree(theirs.signed()),
            base.agree(theirs.oneTime()));
    var keys = firstKeys(agreed);
    var own = KeyPair.generate();
    var sent = Crypto.hkdf(own.agree(theirs.signed()), first(keys), "WhisperRatchet", 64);
    var session =
        new SignalSession(
            base.typed(),
            identity.typed(),
            Curve25519.typed(theirs.identity()),
            new Ratchet(first(sent), own, new Chain(second(sent), 0), Map.of()));
    session.preKeyMessage =
        new Protobuf()
            .with(1, theirs.oneTimeId())
            .with(2, base.typed())
            .with(3, identity.typed())
            .with(5, registration)
            .with(6, theirs.signedId());
    return session;
  }

  /** Accepts the session that a pre-key message starts. */
  static SignalSession accept(Secrets secrets, Protobuf first) {
    var base = first.bytes(2);
    var identity = first.bytes(3);
    var agreed =
        Crypto.concat(
            secrets.signed().agree(identity),
            secrets.identity().agree(base),
            secrets.signed().agree(base),
            first.has(1) ? secrets.oneTime().agree(base) : Crypto.NOTHING);
    return new SignalSession(
        base,
        secrets.identity().typed(),
        identity,
        new Ratchet(first(firstKeys(agreed)), secrets.signed(), null, Map.of()));
  }

  static Protobuf preKeyMessage(byte[] message) {
    return Protobuf.read(body(message, message.length));
  }

  private static byte[] firstKeys(byte[] agreed) {
    var start = new byte[32];
    Arrays.fill(start, (byte) 0xff);
    return Crypto.hkdf(Crypto.concat(start, agreed), "WhisperText", 64);
  }

  boolean wasStartedBy(Protobuf preKeyMessage) {
    return Arrays.equals(base, preKeyMessage.bytes(2));
  }

  /** Whether the other side has not answered yet, so that pre-key messages are sent. */
  boolean isAwaitingAnswer() {
    return preKeyMessage != null;
  }

  byte[] seal(byte[] plain) {
    var chain = ratchet.sending();
    var keys = MessageKeys.of(chain.messageKey());
    var body =
        new Protobuf()
            .with(1, ratchet.own().typed())
            .with(2, chain.counter())
            .with(3, 0)
            .with(4, Crypto.sealCbc(keys.cipher(), keys.iv(), plain))
            .encoded();
    var mac = keys.mac(ownIdentity, theirIdentity, body);
    ratchet = ratchet.sent(chain.next());
    var message = Crypto.concat(new byte[] {VERSION}, body, mac);
    if (preKeyMessage == null) {
      return message;
    }
    var first = Protobuf.read(preKeyMessage.encoded()).with(4, message);
    return Crypto.concat(new byte[] {VERSION}, first.encoded());
  }

  byte[] open(byte[] message) {
    var body = body(message, message.length - MAC);
    var content = Protobuf.read(body);
    var theirs = content.bytes(1);
    var counter = (int) content.number(2);
    var place = name(theirs) + "/" + counter;

    var stepped = ratchet.receiving().containsKey(name(theirs)) ? ratchet : ratchet.step(theirs);
    var chain = stepped.receiving().get(name(theirs));
    var passed = new HashMap<String, byte[]>();
    while (chain.counter() <= counter) {
      passed.put(name(theirs) + "/" + chain.counter(), chain.messageKey());
      chain = chain.next();
    }
    var key = passed.containsKey(place) ? passed.get(place) : skipped.get(place);
    if (key == null) {
      throw new UnreadableException("message " + counter + " was read before");
    }
    var keys = MessageKeys.of(key);
    if (!Arrays.equals(
        keys.mac(theirIdentity, ownIdentity, body),
        Arrays.copyOfRange(message, message.length - MAC, message.length))) {
      throw new UnreadableException("the MAC is of another session");
    }
    var plain = Crypto.openCbc(keys.cipher(), keys.iv(), content.bytes(4));
    skipped.putAll(passed);
    skipped.remove(place);
    ratchet = stepped.received(theirs, chain);
    preKeyMessage = null;
    return plain;
  }

  private static byte[] body(byte[] message, int end) {
    if (end < 1 || message[0] != VERSION) {
      throw new UnreadableException("not a Signal message of version 3");
    }
    return Arrays.copyOfRange(message, 1, end);
  }

  private static byte[] first(byte[] keys) {
    return Arrays.copyOf(keys, 32);
  }

  private static byte[] second(byte[] keys) {
    return Arrays.copyOfRange(keys, 32, 64);
  }

  private static String name(byte[] key) {
    return HexFormat.of().formatHex(key);
  }

  private record MessageKeys(byte[] cipher, byte[] mac, byte[] iv) {

    static MessageKeys of(byte[] key) {
      var keys = Crypto.hkdf(key, "WhisperMessageKeys", 80);
      return new MessageKeys(first(keys), second(keys), Arrays.copyOfRange(keys, 64, 80));
    }

    byte[] mac(byte[] sender, byte[] receiver, byte[] body) {
      return Arrays.copyOf(Crypto.hmac(mac, sender, receiver, new byte[] {VERSION}, body), MAC);
    }
  }
}
