package io.crier.rest.v1;

import static io.crier.domain.RequestProblem.INVALID_CURSOR;

import io.crier.application.Slice;
import io.crier.domain.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
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

  /** A page of items, with a cursor if there are more. */
  public <T, V> Page<V> page(
      String list, Slice<T> slice, Function<T, String> position, Function<T, V> view) {
    var items = slice.items();
    var next = slice.more() ? write(list, position.apply(items.get(items.size() - 1))) : null;
    return new Page<>(items.stream().map(view).toList(), next);
  }

  String write(String list, String position) {
    var text = position.getBytes(StandardCharsets.UTF_8);
    var cursor = Arrays.copyOf(text, text.length + MAC_LENGTH);
    System.arraycopy(mac(list, text), 0, cursor, text.length, MAC_LENGTH);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  String read(String list, String cursor) {
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
