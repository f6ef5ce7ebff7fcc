package io.crier.persistence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that the operator keeps outside the database, and the keys derived from them, one per
 * purpose. While the secret is rotated, previous ones remain valid for existing values.
 */
public final class ServerSecrets {

  static final int ID_BYTES = 4;

  private static final int MIN_BYTES = 16;
  private static final String HMAC = "HmacSHA256";

  private final byte[] currentId;
  private final Map<List<Byte>, byte[]> byId = new LinkedHashMap<>();

  public ServerSecrets(byte[] current, byte[]... previous) {
    currentId = add(current);
    for (var secret : previous) {
      add(secret);
    }
  }

  private byte[] add(byte[] secret) {
    if (secret.length < MIN_BYTES) {
      throw new IllegalArgumentException("the server's secret needs at least 16 bytes");
    }
    var id = Arrays.copyOf(hmac(secret, "crier/id"), ID_BYTES);
    byId.putIfAbsent(boxed(id), secret.clone());
    return id;
  }

  /** A keyed hash of the text, prefixed with the id of the secret. */
  public byte[] authenticate(String purpose, byte[] text) {
    return authenticate(currentId, purpose, text);
  }

  /** Whether this is the keyed hash of the text under the current secret or a previous one. */
  public boolean isAuthentic(String purpose, byte[] text, byte[] hash) {
    var id = Arrays.copyOf(hash, ID_BYTES);
    var known = byId.containsKey(boxed(id)) ? id : currentId;
    return MessageDigest.isEqual(authenticate(known, purpose, text), hash);
  }

  private byte[] authenticate(byte[] id, String purpose, byte[] text) {
    var hash = hmac(key(id, purpose), text);
    return ByteBuffer.allocate(id.length + hash.length).put(id).put(hash).array();
  }

  /** Identifies the current secret without revealing it. */
  byte[] currentId() {
    return currentId.clone();
  }

  /** The key for this purpose, derived from the secret with this id; null if the id is unknown. */
  byte[] key(byte[] id, String purpose) {
    var secret = byId.get(boxed(id));
    return secret == null ? null : hmac(secret, "crier/" + purpose);
  }

  private static byte[] hmac(byte[] key, String text) {
    return hmac(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  private static List<Byte> boxed(byte[] id) {
    var bytes = new Byte[id.length];
    Arrays.setAll(bytes, i -> id[i]);
    return List.of(bytes);
  }
}
