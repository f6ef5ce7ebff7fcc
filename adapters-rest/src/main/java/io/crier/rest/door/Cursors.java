package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_CURSOR;

import io.crier.domain.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pagination cursors that callers can return but not forge: the position, followed by the first
 * half of its HMAC-SHA-256.
 */
public final class Cursors {

  private static final int MAC_LENGTH = 16;
  private static final int MAX_LENGTH = 512;

  private final SecretKeySpec key;

  public Cursors(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The cursor behind this position of a list, which is named so that no other takes it. */
  public String write(String list, String position) {
    var text = position.getBytes(StandardCharsets.UTF_8);
    var cursor = Arrays.copyOf(text, text.length + MAC_LENGTH);
    System.arraycopy(mac(list, text), 0, cursor, text.length, MAC_LENGTH);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  /** The position of a cursor; refused unless this server wrote it for this list. */
  public String read(String list, String cursor) {
    var bytes = decode(cursor);
    if (bytes.length <= MAC_LENGTH) {
      throw new Refused(INVALID_CURSOR);
    }
    var text = Arrays.copyOf(bytes, bytes.length - MAC_LENGTH);
    var mac = Arrays.copyOfRange(bytes, bytes.length - MAC_LENGTH, bytes.length);
    if (!MessageDigest.isEqual(mac, mac(list, text))) {
      throw new Refused(INVALID_CURSOR);
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] decode(String cursor) {
    try {
      if (cursor.length() <= MAX_LENGTH) {
        return Base64.getUrlDecoder().decode(cursor);
      }
    } catch (IllegalArgumentException notBase64) {
      // falls through to the refusal
    }
    throw new Refused(INVALID_CURSOR);
  }

  private byte[] mac(String list, byte[] text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((list + "\n").getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(mac.doFinal(text), MAC_LENGTH);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
