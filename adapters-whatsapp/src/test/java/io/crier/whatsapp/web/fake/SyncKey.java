package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A key that a phone shares with its clients, with which all of them sign and read app state. */
final class SyncKey {

  private static final int SIZE = 32;
  private static final int MAC = 32;
  private static final int IV = 16;

  final byte[] id = Crypto.concat(new byte[] {0, 1}, Crypto.random(4));
  private final byte[] data = Crypto.random(SIZE);
  private final byte[] derived = Crypto.hkdf(data, "WhatsApp Mutation Keys", 5 * SIZE);

  /** The message by which the phone shares it. */
  Protobuf share() {
    var fingerprint = new Protobuf().with(1, 1).with(2, 0).with(3, new byte[] {0, 1});
    var content =
        new Protobuf().with(1, data).with(2, fingerprint).with(3, System.currentTimeMillis());
    return new Protobuf()
        .with(1, new Protobuf().with(1, new Protobuf().with(1, id)).with(2, content));
  }

  private byte[] part(int number) {
    return Arrays.copyOfRange(derived, number * SIZE, (number + 1) * SIZE);
  }

  byte[] indexMac(byte[] index) {
    return Crypto.hmac(part(0), index);
  }

  /** Encrypts and signs a value. */
  byte[] seal(int operation, Protobuf value) {
    var iv = Crypto.random(IV);
    var sealed = Crypto.concat(iv, Crypto.sealCbc(part(1), iv, value.encoded()));
    return Crypto.concat(sealed, valueMac(operation, sealed));
  }

  /** Checks and decrypts a value. */
  Protobuf open(int operation, byte[] blob) {
    var sealed = Arrays.copyOf(blob, blob.length - MAC);
    if (!Arrays.equals(valueMac(operation, sealed), macIn(blob))) {
      throw new UnreadableException("the MAC of a value");
    }
    var iv = Arrays.copyOf(sealed, IV);
    return Protobuf.read(
        Crypto.openCbc(part(1), iv, Arrays.copyOfRange(sealed, IV, sealed.length)));
  }

  static byte[] macIn(byte[] blob) {
    return Arrays.copyOfRange(blob, blob.length - MAC, blob.length);
  }

  private byte[] valueMac(int operation, byte[] sealed) {
    var key = Crypto.concat(new byte[] {(byte) (operation + 1)}, id);
    return Arrays.copyOf(Crypto.hmac512(part(2), key, sealed, number(key.length)), MAC);
  }

  byte[] snapshotMac(byte[] hash, long version, String collection) {
    return Crypto.hmac(part(3), hash, number(version), collection.getBytes(UTF_8));
  }

  byte[] patchMac(byte[] snapshotMac, byte[] valueMacs, long version, String collection) {
    return Crypto.hmac(
        part(4), snapshotMac, valueMacs, number(version), collection.getBytes(UTF_8));
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
