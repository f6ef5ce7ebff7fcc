package io.crier.whatsapp.web.fake;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/**
 * Curve25519 as Signal uses it: one key pair both for agreements (X25519) and for signatures
 * (XEdDSA, which signs with the same secret on the curve's twisted Edwards form).
 */
final class Curve25519 {

  /** The prefix of public keys in Signal's encoding. */
  private static final byte[] TYPE = {5};

  private static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger ORDER =
      TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final Point BASE =
      Point.of(
          new BigInteger(
              "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
          new BigInteger(
              "46316835694926478169428394003475163141307993866256225615783033603165251855960"));

  private Curve25519() {}

  /** A private key and its public key, 32 bytes each. */
  record KeyPair(byte[] privateKey, byte[] publicKey) {

    static KeyPair generate() {
      var secret = Crypto.random(32);
      secret[0] &= (byte) 248;
      secret[31] = (byte) (secret[31] & 127 | 64);
      var base = new byte[32];
      base[0] = 9;
      return new KeyPair(secret, Curve25519.agree(secret, base));
    }

    byte[] agree(byte[] theirs) {
      return Curve25519.agree(privateKey, theirs);
    }

    byte[] sign(byte[]... message) {
      return Curve25519.sign(privateKey, Crypto.concat(message));
    }

    byte[] typed() {
      return Curve25519.typed(publicKey);
    }
  }

  static byte[] typed(byte[] publicKey) {
    return Crypto.concat(TYPE, publicKey);
  }

  static byte[] untyped(byte[] publicKey) {
    return publicKey.length == 33 ? Arrays.copyOfRange(publicKey, 1, 33) : publicKey;
  }

  private static byte[] agree(byte[] privateKey, byte[] theirs) {
    try {
      var keys = KeyFactory.getInstance("X25519");
      var agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey)));
      agreement.doPhase(
          keys.generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(untyped(theirs)))),
          true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("not a public key", e);
    }
  }

  private static byte[] sign(byte[] privateKey, byte[] message) {
    var scalar = number(privateKey);
    var publicKey = BASE.times(scalar).encoded();
    if (isNegative(publicKey)) {
      scalar = ORDER.subtract(scalar);
      publicKey[31] &= 127;
    }
    var prefix = new byte[32];
    Arrays.fill(prefix, (byte) 0xff);
    prefix[0] = (byte) 0xfe;
    var nonce =
        number(Crypto.hash("SHA-512", prefix, littleEndian(scalar), message, Crypto.random(64)))
            .mod(ORDER);
    var commitment = BASE.times(nonce).encoded();
    var challenge = number(Crypto.hash("SHA-512", commitment, publicKey, message)).mod(ORDER);
    var answer = nonce.add(challenge.multiply(scalar)).mod(ORDER);
    return Crypto.concat(commitment, littleEndian(answer));
  }

  static boolean verify(byte[] publicKey, byte[] signature, byte[]... message) {
    if (signature.length != 64) {
      return false;
    }
    var u = coordinate(untyped(publicKey));
    var y = u.subtract(ONE).multiply(u.add(ONE).modInverse(P)).mod(P);
    // Older signers store the sign of the public key in this bit, newer ones always set it to zero.
    var negative = isNegative(signature);
    var bare = signature.clone();
    bare[63] &= 127;
    try {
      var ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(negative, y))));
      ed25519.update(Crypto.concat(message));
      return ed25519.verify(bare);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isNegative(byte[] bytes) {
    return (bytes[bytes.length - 1] & 128) != 0;
  }

  private static BigInteger coordinate(byte[] publicKey) {
    return number(publicKey).clearBit(255);
  }

  private static BigInteger number(byte[] littleEndian) {
    var bigEndian = new byte[littleEndian.length];
    for (var i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static byte[] littleEndian(BigInteger number) {
    var bytes = new byte[32];
    var bigEndian = number.toByteArray();
    for (var i = 0; i < bytes.length && i < bigEndian.length; i++) {
      bytes[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return bytes;
  }

  /** A point of the Edwards form in extended coordinates, which are added without division. */
  private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {

    static Point of(BigInteger x, BigInteger y) {
      return new Point(x, y, ONE, x.multiply(y).mod(P));
    }

    Point plus(Point other) {
      var a = y.subtract(x).multiply(other.y.subtract(other.x));
      var b = y.add(x).multiply(other.y.add(other.x));
      var c = t.multiply(other.t).mod(P).multiply(D).shiftLeft(1);
      var d = z.multiply(other.z).shiftLeft(1);
      var e = b.subtract(a).mod(P);
      var f = d.subtract(c).mod(P);
      var g = d.add(c).mod(P);
      var h = b.add(a).mod(P);
      return new Point(
          e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
    }

    Point times(BigInteger scalar) {
      var product = of(ZERO, ONE);
      for (var bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        product = product.plus(product);
        if (scalar.testBit(bit)) {
          product = product.plus(this);
        }
      }
      return product;
    }

    byte[] encoded() {
      var inverse = z.modInverse(P);
      var encoded = littleEndian(y.multiply(inverse).mod(P));
      if (x.multiply(inverse).mod(P).testBit(0)) {
        encoded[31] |= (byte) 128;
      }
      return encoded;
    }
  }
}
