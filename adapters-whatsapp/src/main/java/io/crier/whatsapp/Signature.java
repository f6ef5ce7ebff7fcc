package io.crier.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a body proves that it comes from somebody who shares a secret. */
public enum Signature {
  SHA256("HmacSHA256"),
  SHA512("HmacSHA512");

  private final String algorithm;

  Signature(String algorithm) {
    this.algorithm = algorithm;
  }

  /** Of the raw bytes, in lower-case hex. */
  public String of(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Takes the same time wherever the two differ. */
  public boolean isRight(String claimed, byte[] body, String secret) {
    return !secret.isEmpty() && areSame(claimed.toLowerCase(Locale.ROOT), of(body, secret));
  }

  /** Takes the same time wherever the two differ. */
  public static boolean areSame(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
