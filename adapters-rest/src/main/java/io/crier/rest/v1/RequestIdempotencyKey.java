package io.crier.rest.v1;

import io.crier.application.AnswerOnce;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Function;

/** The idempotency key of this request, if it has one, with the request's fingerprint. */
@RequestScoped
public class RequestIdempotencyKey {

  private String key;
  private Function<byte[], String> fingerprint;
  private AnswerOnce.Stamp stamp;

  void begin(String given, Function<byte[], String> fingerprintOf) {
    key = given;
    fingerprint = fingerprintOf;
  }

  public Optional<AnswerOnce.Stamp> value() {
    return Optional.ofNullable(stamp);
  }

  /**
   * The key, given what the request asks for.
   *
   * @param content the same for each repetition of the request, and for no other
   */
  public Optional<AnswerOnce.Stamp> of(byte[] content) {
    stamp = key == null ? null : new AnswerOnce.Stamp(key, fingerprint.apply(content));
    return value();
  }
}
