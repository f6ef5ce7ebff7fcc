package io.crier.whatsapp.waha;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import jakarta.ws.rs.ProcessingException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks WAHA about an account. */
final class Question {

  private Question() {}

  static <T> Answer<T> ask(BooleanSupplier connected, Supplier<T> question) {
    if (!connected.getAsBoolean()) {
      return Answer.failed(Failure.NOT_CONNECTED);
    }
    try {
      return new Done<>(question.get());
    } catch (WahaException e) {
      return Answer.failed(
          switch (e.fault()) {
            case NOT_CONNECTED -> e.isNotFound() ? Failure.REFUSED : Failure.NOT_CONNECTED;
            case RATE_LIMITED -> Failure.RATE_LIMITED;
            case UNKNOWN_OUTCOME -> Failure.NO_ANSWER;
            default -> Failure.REFUSED;
          });
    } catch (ProcessingException e) {
      return Answer.failed(Failure.NO_ANSWER);
    }
  }
}
