package io.crier.domain.apikeys;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The full text of an API key, which only its holder knows: {@code crl_} or {@code crt_}, an id of
 * 8 characters, 30 random ones and a checksum of 6, all base62.
 */
public record ApiKeyText(String value) {

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM = Pattern.compile("cr[lt]_[0-9A-Za-z]{44}");
  private static final int PREFIX = 12;
  private static final int CHECKSUM = 6;

  /** Generates a key with 38 random characters; the generator must be cryptographically secure. */
  public static ApiKeyText generate(ApiKey.Mode mode, RandomGenerator secure) {
    var text = new StringBuilder(mode == ApiKey.Mode.LIVE ? "crl_" : "crt_");
    for (int i = 0; i < 38; i++) {
      text.append(BASE62.charAt(secure.nextInt(BASE62.length())));
    }
    return new ApiKeyText(text.append(checksum(text)).toString());
  }

  /** Parses a key; empty if the format or the checksum is wrong. */
  public static Optional<ApiKeyText> parse(String text) {
    if (text == null || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    var body = text.length() - CHECKSUM;
    return text.substring(body).contentEquals(checksum(text.substring(0, body)))
        ? Optional.of(new ApiKeyText(text))
        : Optional.empty();
  }

  /** The part by which the key is looked up and displayed. */
  public KeyPrefix prefix() {
    return new KeyPrefix(value.substring(0, PREFIX));
  }

  public ApiKey.Mode mode() {
    return value.startsWith("crl_") ? ApiKey.Mode.LIVE : ApiKey.Mode.TEST;
  }

  /** The part that is hashed: everything after the prefix. */
  public byte[] secret() {
    return value.substring(PREFIX).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return prefix().value() + "…";
  }

  private static String checksum(CharSequence text) {
    var crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    var rest = crc.getValue();
    var digits = new char[CHECKSUM];
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
      rest /= BASE62.length();
    }
    return new String(digits);
  }
}
