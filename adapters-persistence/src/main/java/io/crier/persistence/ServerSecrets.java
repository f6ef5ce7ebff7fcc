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
 * What the operator keeps outside the database, and the keys that are drawn from it: one for each
 * purpose. While the operator changes the secret, the earlier ones still open what they closed.
 */
public final class ServerSecrets {

  static final int ID_BYTES = 4;

  private static final int FEWEST_BYTES = 16;
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
    if (secret.length < FEWEST_BYTES) {
      throw new IllegalArgumentException("the server's secret needs at least 16 bytes");
    }
    var id = Arrays.copyOf(hmac(secret, "crier/id"), ID_BYTES);
    byId.putIfAbsent(boxed(id), secret.clone());
    return id;
  }

  /** A keyed hash of the text, beginning with the id of the secret. */
  public byte[] authenticate(String purpose, byte[] text) {
    return authenticate(currentId, purpose, text);
  }

  /** Whether the text was authenticated like this under the current secret or an earlier one. */
  public boolean isAuthentic(String purpose, byte[] text, byte[] hash) {
    var id = Arrays.copyOf(hash, ID_BYTES);
    var known = byId.containsKey(boxed(id)) ? id : currentId;
    return MessageDigest.isEqual(authenticate(known, purpose, text), hash);
  }

  private byte[] authenticate(byte[] id, String purpose, byte[] text) {
    var hash = hmac(key(id, purpose), text);
    return ByteBuffer.allocate(id.length + hash.length).put(id).put(hash).array();
  }

  /** Tells the current secret from earlier ones, and says nothing else about it. */
  byte[] currentId() {
    return currentId.clone();
  }

  /** The key for this purpose under the secret with this id; null if there is none. */
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
