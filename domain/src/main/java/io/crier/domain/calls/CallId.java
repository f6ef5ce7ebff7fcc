package io.crier.domain.calls;

import static io.crier.domain.calls.CallProblem.CALL_NOT_FOUND;

import io.crier.domain.Refused;

/** WhatsApp's id of a call. */
public record CallId(String value) {

  private static final int MAX_LENGTH = 200;

  public CallId {
    if (value == null || value.isBlank() || value.length() > MAX_LENGTH) {
      throw new Refused(CALL_NOT_FOUND);
    }
  }
}
