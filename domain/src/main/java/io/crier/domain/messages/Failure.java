package io.crier.domain.messages;

import io.crier.domain.sessions.Fault;
import java.util.Optional;

/**
 * Why a message was not sent.
 *
 * @param engineCode the number that the engine or WhatsApp gave as the reason, such as that of an
 *     error of Meta's API
 */
public record Failure(Fault fault, Optional<Integer> engineCode) {

  public static Failure of(Fault fault) {
    return new Failure(fault, Optional.empty());
  }
}
