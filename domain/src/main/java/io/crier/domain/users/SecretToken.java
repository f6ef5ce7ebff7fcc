package io.crier.domain.users;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A random text of 256 bits that proves a sign-in or an invitation. Only its hash is stored; nobody
 * can guess it, so the hash needs neither a salt nor a secret.
 */
public record SecretToken(String value) {

  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** Generates a token; the generator must be cryptographically secure. */
  public static SecretToken generate(RandomGenerator secure) {
    var bytes = new byte[BYTES];
    secure.nextBytes(bytes);
    return new SecretToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Parses a token; empty if it has another form. */
  public static Optional<SecretToken> parse(String text) {
    return Optional.ofNullable(text).filter(it -> FORM.matcher(it).matches()).map(SecretToken::new);
  }

  public TokenHash hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes());
      return new TokenHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Another secret that whoever has this one can know, for this purpose only. */
  public String derive(String purpose) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "SecretToken";
  }
}
