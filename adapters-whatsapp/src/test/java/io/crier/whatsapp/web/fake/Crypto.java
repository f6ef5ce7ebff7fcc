package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's ciphers and hashes as WhatsApp uses them. */
final class Crypto {

  static final byte[] NOTHING = {};

  private static final SecureRandom RANDOM = new SecureRandom();

  private Crypto() {}

  static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  static byte[] concat(byte[]... parts) {
    var whole = new ByteArrayOutputStream();
    for (var part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  static byte[] hash(String algorithm, byte[]... parts) {
    try {
      return MessageDigest.getInstance(algorithm).digest(concat(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[]... parts) {
    return hash("SHA-256", parts);
  }

  static byte[] hmac(byte[] key, byte[]... parts) {
    return hmac("HmacSHA256", key, parts);
  }

  static byte[] hmac512(byte[] key, byte[]... parts) {
    return hmac("HmacSHA512", key, parts);
  }

  private static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(concat(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] hkdf(byte[] secret, byte[] salt, String info, int length) {
    var pseudoRandom = hmac(salt, secret);
    var derived = NOTHING;
    var block = NOTHING;
    for (byte i = 1; derived.length < length; i++) {
      block = hmac(pseudoRandom, block, info.getBytes(UTF_8), new byte[] {i});
      derived = concat(derived, block);
    }
    return Arrays.copyOf(derived, length);
  }

  static byte[] hkdf(byte[] secret, String info, int length) {
    return hkdf(secret, new byte[32], info, length);
  }

  static byte[] pbkdf2(String password, byte[] salt, int rounds) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, 256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sealGcm(byte[] key, byte[] iv, byte[] context, byte[] plain) {
    return run("AES/GCM/NoPadding", Cipher.ENCRYPT_MODE, key, gcm(iv), context, plain);
  }

  static byte[] openGcm(byte[] key, byte[] iv, byte[] context, byte[] sealed) {
    return run("AES/GCM/NoPadding", Cipher.DECRYPT_MODE, key, gcm(iv), context, sealed);
  }

  static byte[] sealCbc(byte[] key, byte[] iv, byte[] plain) {
    return run("AES/CBC/PKCS5Padding", Cipher.ENCRYPT_MODE, key, iv(iv), NOTHING, plain);
  }

  static byte[] openCbc(byte[] key, byte[] iv, byte[] sealed) {
    return run("AES/CBC/PKCS5Padding", Cipher.DECRYPT_MODE, key, iv(iv), NOTHING, sealed);
  }

  /** Counter mode, where encryption and decryption are the same. */
  static byte[] ctr(byte[] key, byte[] iv, byte[] data) {
    return run("AES/CTR/NoPadding", Cipher.ENCRYPT_MODE, key, iv(iv), NOTHING, data);
  }

  private static AlgorithmParameterSpec gcm(byte[] iv) {
    return new GCMParameterSpec(128, iv);
  }

  private static AlgorithmParameterSpec iv(byte[] iv) {
    return new IvParameterSpec(iv);
  }

  private static byte[] run(
      String algorithm,
      int mode,
      byte[] key,
      AlgorithmParameterSpec parameters,
      byte[] context,
      byte[] data) {
    try {
      var cipher = Cipher.getInstance(algorithm);
      cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
      if (context.length > 0) {
        cipher.updateAAD(context);
      }
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new UnreadableException(algorithm, e);
    }
  }
}
