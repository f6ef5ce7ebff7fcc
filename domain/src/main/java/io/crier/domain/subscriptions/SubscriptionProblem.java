package io.crier.domain.subscriptions;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with a request about a subscription. */
public enum SubscriptionProblem implements Problem {
  INVALID_KEYWORDS(Kind.INVALID, "at most 20 keywords of 1 to 100 characters"),
  SUBSCRIPTION_LIMIT_REACHED(
      Kind.CONFLICT, "the plan allows no more subscriptions: delete one first"),
  ALREADY_SUBSCRIBED(Kind.CONFLICT, "this phone is already subscribed to this account"),
  SUBSCRIPTION_NOT_FOUND(Kind.NOT_FOUND, "subscription not found");

  private final Kind kind;
  private final String message;

  SubscriptionProblem(Kind kind, String message) {
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
