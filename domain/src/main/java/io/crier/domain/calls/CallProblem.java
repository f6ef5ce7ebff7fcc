package io.crier.domain.calls;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about calls. */
public enum CallProblem implements Problem {
  CALL_NOT_FOUND(ProblemKind.NOT_FOUND, "no such call is ringing"),
  CALL_REFUSED(ProblemKind.UNPROCESSABLE, "WhatsApp refuses to reject this call"),
  CALLS_UNSUPPORTED(ProblemKind.UNSUPPORTED, "this engine has no calls");

  private final ProblemKind kind;
  private final String message;

  CallProblem(ProblemKind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  @Override
  public ProblemKind kind() {
    return kind;
  }

  @Override
  public String message() {
    return message;
  }
}
