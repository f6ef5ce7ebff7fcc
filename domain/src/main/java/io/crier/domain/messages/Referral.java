package io.crier.domain.messages;

import java.util.Optional;

/**
 * The advertisement that led somebody to write.
 *
 * @param sourceType {@code ad} or {@code post}
 * @param ctwaClid the click id of an advertisement that leads to WhatsApp
 */
public record Referral(
    Optional<String> sourceUrl,
    Optional<String> sourceId,
    Optional<String> sourceType,
    Optional<String> headline,
    Optional<String> body,
    Optional<String> ctwaClid) {

  /** Empty if nothing is known about it. */
  public static Optional<Referral> of(
      Optional<String> sourceUrl,
      Optional<String> sourceId,
      Optional<String> sourceType,
      Optional<String> headline,
      Optional<String> body,
      Optional<String> ctwaClid) {
    var found = new Referral(sourceUrl, sourceId, sourceType, headline, body, ctwaClid);
    return Optional.of(found).filter(it -> !it.equals(NONE));
  }

  private static final Referral NONE =
      new Referral(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
