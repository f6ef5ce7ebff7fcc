package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A client that is being linked, by a QR code or by a pairing code. */
final class LinkingClient {

  private static final int REFERENCES = 6;
  private static final int ROUNDS = 1 << 17;
  private static final byte[] BY_ACCOUNT = {6, 0};
  private static final byte[] BY_DEVICE = {6, 1};

  private final ClientConnection connection;
  private final Device device;
  private final List<String> references =
      Stream.generate(() -> "2@" + HexFormat.of().formatHex(Crypto.random(16)))
          .limit(REFERENCES)
          .toList();

  private Person phone;
  private byte[] details;

  /** Proves nothing any more, once the client knows. */
  private byte[] retired = Crypto.NOTHING;

  private boolean knowsOfRetirement;

  // Only for linking by a pairing code
  private String number = "";
  private byte[] wrappedKey;
  private KeyPair ephemeral;
  private byte[] agreed;

  LinkingClient(ClientConnection connection, Device device) {
    this.connection = connection;
    this.device = device;
  }

  Device device() {
    return device;
  }

  void offer() {
    var offers =
        references.stream()
            .map(each -> BinaryNode.of("ref").with(each.getBytes(US_ASCII)))
            .toList();
    connection.send(iq("offer").with(BinaryNode.of("pair-device").with(offers)));
  }

  private static BinaryNode iq(String id) {
    return BinaryNode.of("iq", "from", "@s.whatsapp.net", "type", "set", "xmlns", "md", "id", id);
  }

  boolean offers(String reference) {
    return references.contains(reference);
  }

  boolean isOf(String number) {
    return this.number.equals(number);
  }

  /** Sends a notification, which may retire the secret of the code that the client shows. */
  void notify(String type, QrCode shown) {
    if (type.equals("companion_reg_refresh")) {
      retired = shown.secret();
      knowsOfRetirement = false;
    }
    connection.send(
        BinaryNode.of(
                "notification", "from", "@s.whatsapp.net", "type", type, "id", "while-linking")
            .with(BinaryNode.of(type)));
  }

  void acknowledged(BinaryNode ack) {
    knowsOfRetirement |= ack.attribute("id").equals("while-linking");
  }

  /**
   * The phone signs the client's identity, and proves that it knows the client's secret. Nothing
   * happens if that is retired, or if the client has not acknowledged that another is.
   */
  void confirmPairing(Person phone, int deviceNumber, byte[] secret) {
    if (Arrays.equals(retired, secret) || retired.length > 0 && !knowsOfRetirement) {
      return;
    }
    this.phone = phone;
    device.link(phone, deviceNumber);
    details =
        new Protobuf()
            .with(1, 1_000_000 + deviceNumber)
            .with(2, 1_700_000_000L)
            .with(3, deviceNumber)
            .encoded();
    var signed =
        new Protobuf()
            .with(1, details)
            .with(2, phone.identity().publicKey())
            .with(3, phone.identity().sign(BY_ACCOUNT, details, device.identity()))
            .encoded();
    var proven = new Protobuf().with(1, signed).with(2, Crypto.hmac(secret, signed)).encoded();
    connection.send(
        iq("paired")
            .with(
                BinaryNode.of("pair-success")
                    .with(
                        BinaryNode.of("device-identity").with(proven),
                        BinaryNode.of("biz", "name", "Fake"),
                        BinaryNode.of("platform", "name", "android"),
                        BinaryNode.of("device", "jid", device.jid(), "lid", device.lid()))));
  }

  /** Whether this is the client's confirmation of the pairing; fails if its signature is wrong. */
  boolean isPairingConfirmation(BinaryNode iq) {
    if (phone == null || !iq.attribute("id").equals("paired")) {
      return false;
    }
    var signed = Protobuf.read(iq.need("pair-device-sign").need("device-identity").content());
    if (!Curve25519.verify(
        device.identity(),
        signed.bytes(4),
        BY_DEVICE,
        details,
        device.identity(),
        phone.identity().publicKey())) {
      throw new UnreadableException("the client's signature of the pairing is wrong");
    }
    return true;
  }

  void restart() {
    connection.end(BinaryNode.of("stream:error", "code", "515"));
  }

  /** Answers a request to be linked by a code that the user enters on the phone. */
  void answer(BinaryNode iq, BinaryNode request, boolean refused) {
    var type = refused ? "error" : "result";
    var answer =
        BinaryNode.of("iq", "from", "@s.whatsapp.net", "type", type, "id", iq.attribute("id"));
    if (refused) {
      answer = answer.with(BinaryNode.of("error", "code", "400", "text", "bad-request"));
    } else if (request.attribute("stage").equals("companion_hello")) {
      number = request.attribute("jid").replaceAll("@.*", "");
      wrappedKey = request.need("link_code_pairing_wrapped_companion_ephemeral_pub").content();
      answer =
          answer.with(
              BinaryNode.of("link_code_companion_reg", "stage", "companion_hello")
                  .with(BinaryNode.of("link_code_pairing_ref").with(reference())));
    }
    connection.send(answer);
  }

  private byte[] reference() {
    return references.getFirst().getBytes(US_ASCII);
  }

  /** With the code, the phone can decrypt the client's key, and answers with its own. */
  void enterCode(Person phone, String code) {
    var theirs =
        wrap(
            code,
            Arrays.copyOf(wrappedKey, 32),
            Arrays.copyOfRange(wrappedKey, 32, 48),
            Arrays.copyOfRange(wrappedKey, 48, 80));
    ephemeral = KeyPair.generate();
    agreed = ephemeral.agree(theirs);
    var salt = Crypto.random(32);
    var iv = Crypto.random(16);
    var own = Crypto.concat(salt, iv, wrap(code, salt, iv, ephemeral.publicKey()));
    connection.send(
        BinaryNode.of(
                "notification",
                "from",
                "@s.whatsapp.net",
                "type",
                "link_code_companion_reg",
                "id",
                "typed")
            .with(
                BinaryNode.of("link_code_companion_reg", "stage", "primary_hello")
                    .with(
                        BinaryNode.of("link_code_pairing_ref").with(reference()),
                        BinaryNode.of("primary_identity_pub").with(phone.identity().publicKey()),
                        BinaryNode.of("link_code_pairing_wrapped_primary_ephemeral_pub")
                            .with(own))));
  }

  private static byte[] wrap(String code, byte[] salt, byte[] iv, byte[] key) {
    return Crypto.ctr(Crypto.pbkdf2(code, salt, ROUNDS), iv, key);
  }

  /** The shared secret, if the right code was entered. */
  byte[] secret(Person phone, BinaryNode request) {
    var bundle = request.need("link_code_pairing_wrapped_key_bundle").content();
    var key =
        Crypto.hkdf(
            agreed, Arrays.copyOf(bundle, 32), "link_code_pairing_key_bundle_encryption_key", 32);
    var keys =
        Crypto.openGcm(
            key,
            Arrays.copyOfRange(bundle, 32, 44),
            Crypto.NOTHING,
            Arrays.copyOfRange(bundle, 44, bundle.length));
    if (!Arrays.equals(Arrays.copyOf(keys, 32), device.identity())
        || !Arrays.equals(Arrays.copyOfRange(keys, 32, 64), phone.identity().publicKey())) {
      throw new UnreadableException("keys of another client or phone");
    }
    return Crypto.hkdf(
        Crypto.concat(
            agreed, phone.identity().agree(device.identity()), Arrays.copyOfRange(keys, 64, 96)),
        "adv_secret",
        32);
  }
}
