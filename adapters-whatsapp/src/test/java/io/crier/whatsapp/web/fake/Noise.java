package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The responder of WhatsApp's Noise XX handshake, and the encrypted frames that follow it. */
final class Noise {

  private static final byte[] NAME = "Noise_XX_25519_AESGCM_SHA256\0\0\0\0".getBytes(US_ASCII);

  private byte[] hash = NAME;
  private byte[] salt = NAME;
  private byte[] key = NAME;
  private int counter;

  private byte[] sealing;
  private byte[] opening;
  private int sealed;
  private int opened;

  Noise(byte[] header) {
    hash(header);
  }

  /** The server's first message: its static key and the certificates that prove it. */
  Protobuf hello(byte[] theirEphemeral, KeyPair ephemeral, KeyPair identity, byte[] certificates) {
    hash(theirEphemeral);
    hash(ephemeral.publicKey());
    mix(ephemeral.agree(theirEphemeral));
    var sealedIdentity = sealHandshake(identity.publicKey());
    mix(identity.agree(theirEphemeral));
    return new Protobuf()
        .with(1, ephemeral.publicKey())
        .with(2, sealedIdentity)
        .with(3, sealHandshake(certificates));
  }

  /** The client's static key. */
  byte[] openIdentity(byte[] sealedIdentity, KeyPair ephemeral) {
    var identity = openHandshake(sealedIdentity);
    mix(ephemeral.agree(identity));
    return identity;
  }

  /** Decrypts the payload of the client's last handshake message; later frames use new keys. */
  byte[] finish(byte[] sealedPayload) {
    var payload = openHandshake(sealedPayload);
    var keys = Crypto.hkdf(Crypto.NOTHING, salt, "", 64);
    opening = Arrays.copyOf(keys, 32);
    sealing = Arrays.copyOfRange(keys, 32, 64);
    return payload;
  }

  byte[] seal(byte[] plain) {
    return Crypto.sealGcm(sealing, iv(sealed++), Crypto.NOTHING, plain);
  }

  byte[] open(byte[] frame) {
    return Crypto.openGcm(opening, iv(opened++), Crypto.NOTHING, frame);
  }

  private byte[] sealHandshake(byte[] plain) {
    var frame = Crypto.sealGcm(key, iv(counter++), hash, plain);
    hash(frame);
    return frame;
  }

  private byte[] openHandshake(byte[] frame) {
    var plain = Crypto.openGcm(key, iv(counter++), hash, frame);
    hash(frame);
    return plain;
  }

  private void hash(byte[] data) {
    hash = Crypto.sha256(hash, data);
  }

  private void mix(byte[] secret) {
    var keys = Crypto.hkdf(secret, salt, "", 64);
    salt = Arrays.copyOf(keys, 32);
    key = Arrays.copyOfRange(keys, 32, 64);
    counter = 0;
  }

  private static byte[] iv(int counter) {
    return ByteBuffer.allocate(12).putInt(8, counter).array();
  }
}
