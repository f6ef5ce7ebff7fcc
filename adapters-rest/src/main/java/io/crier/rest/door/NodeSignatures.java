package io.crier.rest.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lets the nodes of the server recognize each other by the secret that they share: whoever forwards
 * a request signs what the receiver has to know of it, and the receiver signs that it answers.
 */
public final class NodeSignatures {

  private static final Duration MAX_AGE = Duration.ofMinutes(2);
  private static final int MAX_SEEN = 100_000;
  private static final int MAX_LENGTH = 2_000;
  private static final int FIELDS = 7;
  private static final int NONCE_BYTES = 16;

  private final Seal seal;
  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Boolean> seen =
      Caffeine.newBuilder()
          .maximumSize(MAX_SEEN)
          .expireAfterWrite(MAX_AGE.multipliedBy(2).plusSeconds(1))
          .build();

  /** A keyed hash under the shared secret. */
  public interface Seal {

    byte[] of(byte[] text);

    /** Compares in constant time. */
    boolean isAuthentic(byte[] text, byte[] seal);
  }

  public NodeSignatures(Seal seal) {
    this.seal = seal;
  }

  /**
   * What a node says of a request that it forwards.
   *
   * @param to the id of the node that shall answer it
   * @param client the address that it came from
   * @param secure whether the client uses https
   * @param digest of the body
   */
  record Forwarded(String to, Instant at, String client, boolean secure, String digest) {}

  /** The signed statement, for a header. */
  String sign(String method, String target, Forwarded forwarded) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var statement =
        String.join(
            " ",
            forwarded.to(),
            Long.toString(forwarded.at().toEpochMilli()),
            forwarded.client(),
            forwarded.secure() ? "https" : "http",
            forwarded.digest(),
            HexFormat.of().formatHex(nonce));
    return statement + ' ' + encoded(seal.of(text(method, target, statement)));
  }

  /**
   * What another node has said of this request; empty if no node has said it, not about this
   * request, too long ago, or already once.
   */
  Optional<Forwarded> verify(String method, String target, String header, Instant now) {
    var fields = header.length() > MAX_LENGTH ? new String[0] : header.split(" ", -1);
    if (fields.length != FIELDS || !fields[1].matches("\\d{1,15}")) {
      return Optional.empty();
    }
    var statement = header.substring(0, header.lastIndexOf(' '));
    var at = Instant.ofEpochMilli(Long.parseLong(fields[1]));
    var authentic =
        decoded(fields[6])
            .filter(it -> seal.isAuthentic(text(method, target, statement), it))
            .isPresent();
    return authentic
            && Duration.between(at, now).abs().compareTo(MAX_AGE) <= 0
            && seen.asMap().putIfAbsent(statement, true) == null
        ? Optional.of(new Forwarded(fields[0], at, fields[2], fields[3].equals("https"), fields[4]))
        : Optional.empty();
  }

  /** Proves to the node that forwarded a request with this header that a node answers it. */
  String answer(String header) {
    return encoded(seal.of(answerTo(header)));
  }

  boolean isAnswer(String header, String proof) {
    return decoded(proof).filter(it -> seal.isAuthentic(answerTo(header), it)).isPresent();
  }

  private static byte[] answerTo(String header) {
    return ("answer\n" + header).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] text(String method, String target, String statement) {
    return String.join("\n", "request", method, target, statement).getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
