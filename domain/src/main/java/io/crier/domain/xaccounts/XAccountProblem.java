package io.crier.domain.xaccounts;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about an author on X. */
public enum XAccountProblem implements Problem {
  INVALID_X_USERNAME(
      ProblemKind.INVALID,
      "a username on X is 1 to 15 letters, digits and underscores, with or without @"),
  X_ACCOUNT_NOT_FOUND(ProblemKind.NOT_FOUND, "there is no X account with this username"),
  X_UNAVAILABLE(ProblemKind.UNAVAILABLE, "X is currently unavailable: retry later"),
  X_NOT_CONFIGURED(
      ProblemKind.UNAVAILABLE,
      "this server has no access to X: the operator must set CRIER_X_BEARER_TOKEN or"
          + " CRIER_X_SOURCE");

  private final ProblemKind kind;
  private final String message;

  XAccountProblem(ProblemKind kind, String message) {
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
