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
 * Somebody with a phone. Both addresses, that of the number and the opaque one ("LID"), are of one
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

  /** With each client, the newest session first. */
  private final Map<Device, Deque<SignalSession>> sessions = new HashMap<>();

  private final Map<Device, Map<String, SenderKey>> groupKeys = new HashMap<>();

  Person(String number) {
    this.number = number;
    lid = lid(number);
    reinstall();
  }

  /** Digits that nobody can compute the number from, but always the same. */
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

  /** A new phone, with new keys: what is sealed for the old one cannot be read. */
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

  /** The person's keys, as an answer to who wants to write to this address of theirs. */
  BinaryNode bundle(String jid) {
    return BinaryNode.of("user", "jid", jid)
        .with(
            registration(),
            BinaryNode.of("type").with(new byte[] {5}),
            BinaryNode.of("identity").with(identity.open()),
            BinaryNode.of("skey")
                .with(
                    BinaryNode.of("id").with(bytes(SIGNED_KEY, 3)),
                    BinaryNode.of("value").with(signed.open()),
                    BinaryNode.of("signature").with(identity.sign(signed.typed()))),
            BinaryNode.of("key")
                .with(
                    BinaryNode.of("id").with(bytes(ONE_TIME_KEY, 3)),
                    BinaryNode.of("value").with(oneTime.open())));
  }

  private static byte[] bytes(int number, int length) {
    var bytes = ByteBuffer.allocate(4).putInt(number).array();
    return Arrays.copyOfRange(bytes, 4 - length, 4);
  }

  /** What a client wrote to this person, which only this person can read. */
  Protobuf read(Device from, BinaryNode enc) {
    var known = sessions.computeIfAbsent(from, device -> new ArrayDeque<>());
    return switch (enc.attribute("type")) {
      case "pkmsg" -> {
        var introduction = SignalSession.introduction(enc.content());
        var session =
            known.stream()
                .filter(each -> each.beganWith(introduction))
                .findFirst()
                .orElseGet(
                    () ->
                        SignalSession.answer(new Secrets(identity, signed, oneTime), introduction));
        var plain = session.open(introduction.bytes(4));
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
            // Perhaps it belongs to an older session.
          }
        }
        throw new UnreadableException("of no session that " + number + " has");
      }
      default -> throw new UnreadableException(enc.attribute("type"));
    };
  }

  /** Takes the key that a client seals its messages to a group with. */
  void take(Device from, Protobuf distribution) {
    groupKeys
        .computeIfAbsent(from, device -> new HashMap<>())
        .put(distribution.text(1), new SenderKey(distribution.bytes(2)));
  }

  /** What a client wrote to a group. */
  Protobuf readIn(String group, Device from, BinaryNode enc) {
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

  /** What this person writes, sealed so that only this client can read it. */
  BinaryNode seal(Device to, Protobuf message) {
    var known = sessions.computeIfAbsent(to, device -> new ArrayDeque<>());
    if (known.isEmpty()) {
      known.add(SignalSession.begin(identity, registration, to.bundle()));
    }
    var session = known.getFirst();
    var type = session.isIntroducing() ? "pkmsg" : "msg";
    var padded = Crypto.concat(message.encoded(), new byte[] {1});
    return BinaryNode.of("enc", "v", "2", "type", type).with(session.seal(padded));
  }
}
