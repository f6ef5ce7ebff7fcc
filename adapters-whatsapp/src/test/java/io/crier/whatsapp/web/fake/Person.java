package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import io.crier.whatsapp.web.fake.SignalSession.Secrets;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A person with a phone. Both addresses, the number's and the opaque one ("LID"), belong to one
 * Signal identity.
 */
final class Person {

  private static final int SIGNED_KEY = 1;
  private static final int ONE_TIME_KEY = 1;

  private final String number;
  private final String lid;
  private int registration;
  private KeyPair identity;
  private KeyPair signed;
  private KeyPair oneTime;

  /** By client, the most recently used session first. */
  private final Map<Device, Deque<SignalSession>> sessions = new HashMap<>();

  private final Map<Device, Map<String, SenderKey>> groupKeys = new HashMap<>();

  private int bundles;

  Person(String number) {
    this.number = number;
    lid = lid(number);
    reinstall();
  }

  /** An address that does not reveal the number, and is always the same for it. */
  static String lid(String number) {
    var digits = new BigInteger(1, Crypto.sha256(number.getBytes(UTF_8))).toString();
    return "1" + digits.substring(0, 14) + "@lid";
  }

  String number() {
    return number;
  }

  String jid() {
    return number + "@s.whatsapp.net";
  }

  String lid() {
    return lid;
  }

  KeyPair identity() {
    return identity;
  }

  /** A new phone with new keys, which cannot decrypt what was encrypted for the old ones. */
  void reinstall() {
    registration = Device.number(Crypto.random(2)) & 16383;
    identity = KeyPair.generate();
    signed = KeyPair.generate();
    oneTime = KeyPair.generate();
    sessions.clear();
    groupKeys.clear();
  }

  BinaryNode registration() {
    return BinaryNode.of("registration").with(bytes(registration, 4));
  }

  /** How often the keys were handed out. */
  int bundles() {
    return bundles;
  }

  /** The keys to start a session with this person at this address. */
  BinaryNode bundle(String jid) {
    bundles++;
    return BinaryNode.of("user", "jid", jid)
        .with(
            registration(),
            BinaryNode.of("type").with(new byte[] {5}),
            BinaryNode.of("identity").with(identity.publicKey()),
            BinaryNode.of("skey")
                .with(
                    BinaryNode.of("id").with(bytes(SIGNED_KEY, 3)),
                    BinaryNode.of("value").with(signed.publicKey()),
                    BinaryNode.of("signature").with(identity.sign(signed.typed()))),
            BinaryNode.of("key")
                .with(
                    BinaryNode.of("id").with(bytes(ONE_TIME_KEY, 3)),
                    BinaryNode.of("value").with(oneTime.publicKey())));
  }

  private static byte[] bytes(int number, int length) {
    var bytes = ByteBuffer.allocate(4).putInt(number).array();
    return Arrays.copyOfRange(bytes, 4 - length, 4);
  }

  /** Decrypts what a client sent to this person. */
  Protobuf decrypt(Device from, BinaryNode enc) {
    var known = sessions.computeIfAbsent(from, device -> new ArrayDeque<>());
    return switch (enc.attribute("type")) {
      case "pkmsg" -> {
        var preKeyMessage = SignalSession.preKeyMessage(enc.content());
        var session =
            known.stream()
                .filter(each -> each.wasStartedBy(preKeyMessage))
                .findFirst()
                .orElseGet(
                    () ->
                        SignalSession.accept(
                            new Secrets(identity, signed, oneTime), preKeyMessage));
        var plain = session.open(preKeyMessage.bytes(4));
        prefer(session, known);
        yield message(plain);
      }
      case "msg" -> {
        for (var session : known) {
          try {
            var plain = session.open(enc.content());
            prefer(session, known);
            yield message(plain);
          } catch (UnreadableException e) {
            // The message may belong to an older session.
          }
        }
        throw new UnreadableException(number + " has no session for this message");
      }
      default -> throw new UnreadableException(enc.attribute("type"));
    };
  }

  /** Stores the key with which a client encrypts its messages to a group. */
  void addGroupKey(Device from, Protobuf distribution) {
    groupKeys
        .computeIfAbsent(from, device -> new HashMap<>())
        .put(distribution.text(1), new SenderKey(distribution.bytes(2)));
  }

  /** Decrypts what a client sent to a group. */
  Protobuf decryptInGroup(String group, Device from, BinaryNode enc) {
    var key = groupKeys.getOrDefault(from, Map.of()).get(group);
    if (key == null) {
      throw new UnreadableException(number + " has no key of the sender");
    }
    return message(key.open(enc.content()));
  }

  private static void prefer(SignalSession session, Deque<SignalSession> known) {
    known.remove(session);
    known.addFirst(session);
  }

  private static Protobuf message(byte[] padded) {
    var padding = padded[padded.length - 1];
    return Protobuf.read(Arrays.copyOf(padded, padded.length - padding));
  }

  /** Encrypts a message from this person for this client. */
  BinaryNode seal(Device to, Protobuf message) {
    var known = sessions.computeIfAbsent(to, device -> new ArrayDeque<>());
    if (known.isEmpty()) {
      known.add(SignalSession.start(identity, registration, to.bundle()));
    }
    var session = known.getFirst();
    var type = session.isAwaitingAnswer() ? "pkmsg" : "msg";
    var padded = Crypto.concat(message.encoded(), new byte[] {1});
    return BinaryNode.of("enc", "v", "2", "type", type).with(session.seal(padded));
  }
}
