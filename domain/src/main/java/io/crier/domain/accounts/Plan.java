package io.crier.domain.accounts;

/**
 * The limits of an account; {@link #UNLIMITED} means no limit.
 *
 * @param sendsPerDay accepted live messages per UTC day
 * @param sendsPerMonth accepted live messages per UTC calendar month
 * @param sendsInTrial accepted live messages before the account's trial ends
 */
public record Plan(
    PlanName name,
    int keys,
    int phones,
    int subscriptions,
    int requestsPerMinute,
    long sendsPerDay,
    long sendsPerMonth,
    long sendsInTrial) {

  public static final long UNLIMITED = Long.MAX_VALUE;

  /** A plan whose trial has no limit of its own. */
  public Plan(
      PlanName name,
      int keys,
      int phones,
      int subscriptions,
      int requestsPerMinute,
      long sendsPerDay,
      long sendsPerMonth) {
    this(
        name,
        keys,
        phones,
        subscriptions,
        requestsPerMinute,
        sendsPerDay,
        sendsPerMonth,
        UNLIMITED);
  }

  /** The limits of the plan unless the operator changes them. */
  public static Plan standard(PlanName name) {
    return switch (name) {
      case FREE -> standard(name, 1, 1, 1, 60);
      case PRO -> standard(name, 1, 1, 1, 100);
      case PRO_PLUS -> standard(name, 2, 1, 2, 300);
      case BUSINESS -> standard(name, 5, 3, 5, 1_000);
      case ENTERPRISE -> standard(name, 20, 10, 50, 6_000);
    };
  }

  private static Plan standard(
      PlanName name, int keys, int phones, int subscriptions, int requestsPerMinute) {
    return new Plan(name, keys, phones, subscriptions, requestsPerMinute, UNLIMITED, UNLIMITED);
  }
}
