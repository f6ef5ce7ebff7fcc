package io.crier.rest.v1;

import io.crier.application.AnswerOnce;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Function;

/** This request's idempotency key, if it has one, with the fingerprint of the request. */
@RequestScoped
public class RequestIdempotencyKey {

  private String key;
  private Function<byte[], String> fingerprint;
  private AnswerOnce.KeyedRequest keyed;
  private boolean isFinal = true;

  void begin(String given, Function<byte[], String> fingerprintOf) {
    key = given;
    fingerprint = fingerprintOf;
  }

  /** Lets a repetition of this request try again what has failed now. */
  public void answerIsNotFinal() {
    isFinal = false;
  }

  boolean isAnswerFinal() {
    return isFinal;
  }

  public Optional<AnswerOnce.KeyedRequest> value() {
    return Optional.ofNullable(keyed);
  }

  /**
   * Sets the fingerprint from the content of the request.
   *
   * @param content identical for each repetition of this request and different for any other
   */
  public Optional<AnswerOnce.KeyedRequest> of(byte[] content) {
    keyed = key == null ? null : new AnswerOnce.KeyedRequest(key, fingerprint.apply(content));
    return value();
  }
}
