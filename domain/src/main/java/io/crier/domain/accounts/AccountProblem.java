package io.crier.domain.accounts;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about an account. */
public enum AccountProblem implements Problem {
  INVALID_ACCOUNT_NAME(ProblemKind.INVALID, "an account's name is 1 to 100 characters"),
  ACCOUNT_NOT_FOUND(ProblemKind.NOT_FOUND, "account not found"),
  ACCOUNT_DEACTIVATED(
      ProblemKind.UNAUTHENTICATED, "this account is deactivated: ask the operator of the server"),
  ACCOUNT_BLOCKED(
      ProblemKind.FORBIDDEN, "this account is blocked for a while: GET /v1/account tells why"),
  NO_CREDIT_LEFT(ProblemKind.UNPAID, "the account has no credit left: ask the operator for more"),
  DAILY_QUOTA_EXCEEDED(
      ProblemKind.OVER_LIMIT, "the plan's daily sends are used up until the next UTC day"),
  MONTHLY_QUOTA_EXCEEDED(
      ProblemKind.OVER_LIMIT, "the plan's monthly sends are used up until the next month"),
  TRIAL_QUOTA_EXCEEDED(
      ProblemKind.OVER_LIMIT, "the sends of the plan's trial are used up until the trial ends"),
  RATE_LIMITED(ProblemKind.OVER_LIMIT, "too many requests for the plan: retry later");

  private final ProblemKind kind;
  private final String message;

  AccountProblem(ProblemKind kind, String message) {
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
