package io.crier.application.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.Replays.Replay;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * What makes a request to send repeatable without sending twice.
 *
 * @param fingerprint of the request
 * @param answer what to replay, given what was accepted
 */
public record SendIdempotency(
    String key, String fingerprint, Function<Acceptance.Accepted, Replay> answer) {

  /**
   * The same for one message of a batch, under a key that contains a space, which no caller's key
   * can.
   */
  SendIdempotency part(int index) {
    return new SendIdempotency(sha256(key) + " " + index, fingerprint, answer);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
