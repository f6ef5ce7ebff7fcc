package io.crier.domain.accounts;

/**
 * What an account may use; {@link #UNLIMITED} stands for no limit.
 *
 * @param sendsPerDay accepted live messages per UTC day
 * @param sendsPerMonth accepted live messages per UTC calendar month
 */
public record Plan(
    PlanName name,
    int keys,
    int phones,
    int subscriptions,
    int requestsPerMinute,
    long sendsPerDay,
    long sendsPerMonth) {

  public static final long UNLIMITED = Long.MAX_VALUE;
}
