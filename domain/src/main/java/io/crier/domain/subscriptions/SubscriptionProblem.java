package io.crier.domain.subscriptions;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about subscriptions. */
public enum SubscriptionProblem implements Problem {
  INVALID_KEYWORDS(ProblemKind.INVALID, "at most 20 keywords of 1 to 100 characters"),
  SUBSCRIPTION_LIMIT_REACHED(
      ProblemKind.CONFLICT, "the plan allows no more subscriptions: delete one first"),
  ALREADY_SUBSCRIBED(ProblemKind.CONFLICT, "this phone is already subscribed to this account"),
  SUBSCRIPTION_NOT_FOUND(ProblemKind.NOT_FOUND, "subscription not found");

  private final ProblemKind kind;
  private final String message;

  SubscriptionProblem(ProblemKind kind, String message) {
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
