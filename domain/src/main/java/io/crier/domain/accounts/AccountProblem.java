package io.crier.domain.accounts;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with a request about an account. */
public enum AccountProblem implements Problem {
  INVALID_ACCOUNT_NAME(Kind.INVALID, "an account's name is 1 to 100 characters"),
  ACCOUNT_NOT_FOUND(Kind.NOT_FOUND, "account not found"),
  ACCOUNT_DEACTIVATED(
      Kind.UNAUTHENTICATED, "this account is deactivated: ask the operator of the server"),
  NO_CREDIT_LEFT(Kind.UNPAID, "the account has no credit left: ask the operator for more"),
  DAILY_QUOTA_EXCEEDED(
      Kind.OVER_LIMIT, "the plan's daily sends are used up until the next UTC day"),
  MONTHLY_QUOTA_EXCEEDED(
      Kind.OVER_LIMIT, "the plan's monthly sends are used up until the next month"),
  RATE_LIMITED(Kind.OVER_LIMIT, "too many requests for the plan: retry later");

  private final Kind kind;
  private final String message;

  AccountProblem(Kind kind, String message) {
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
