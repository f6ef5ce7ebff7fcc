package io.crier.domain.xaccounts;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with a request about an author on X. */
public enum XAccountProblem implements Problem {
  INVALID_X_USERNAME(
      Kind.INVALID,
      "a username on X is 1 to 15 letters, digits and underscores, with or without @"),
  X_ACCOUNT_NOT_FOUND(Kind.NOT_FOUND, "there is no X account with this username"),
  X_UNAVAILABLE(Kind.UNAVAILABLE, "X is currently unavailable: retry later"),
  X_NOT_CONFIGURED(
      Kind.UNAVAILABLE,
      "this server has no access to X: the operator must set CRIER_X_BEARER_TOKEN or CRIER_X_SOURCE");

  private final Kind kind;
  private final String message;

  XAccountProblem(Kind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String message() {
    return message;
  }
}
