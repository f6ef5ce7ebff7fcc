package io.crier.rest;

import io.crier.application.AnswerOnce;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The idempotency key of this request, if it has one, with the request's fingerprint. */
@RequestScoped
public class IdempotencyStamp {

  private AnswerOnce.Stamp stamp;

  void is(AnswerOnce.Stamp found) {
    stamp = found;
  }

  public Optional<AnswerOnce.Stamp> value() {
    return Optional.ofNullable(stamp);
  }
}
