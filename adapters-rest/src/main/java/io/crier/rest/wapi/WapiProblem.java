package io.crier.rest.wapi;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems that only wapi tells apart. */
enum WapiProblem implements Problem {
  MEDIA_CONFLICT("give either a url or a file, not both"),
  MEDIA_REQUIRED("a url, or a form with a part named file, is required");

  private final String message;

  WapiProblem(String message) {
    this.message = message;
  }

  @Override
  public ProblemKind kind() {
    return ProblemKind.INVALID;
  }

  @Override
  public String message() {
    return message;
  }
}
