package io.crier.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bodies with a shared secret, and verifies signatures. */
public enum Signature {
  SHA256("HmacSHA256"),
  SHA512("HmacSHA512");

  private final String algorithm;

  Signature(String algorithm) {
    this.algorithm = algorithm;
  }

  /** The signature in lower-case hex. */
  public String sign(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Compares in constant time. */
  public boolean isValid(String claimed, byte[] body, String secret) {
    return !secret.isEmpty() && areEqual(claimed.toLowerCase(Locale.ROOT), sign(body, secret));
  }

  /** Compares in constant time. */
  public static boolean areEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
