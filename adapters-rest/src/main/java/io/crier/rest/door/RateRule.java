package io.crier.rest.door;

import io.crier.application.accounts.Plans;
import io.crier.domain.accounts.Account;
import io.crier.rest.door.RatePolicy.TokenBucket;
import java.time.Duration;

/**
 * A rate limit.
 *
 * @param bucket requests in the same bucket share the limit
 */
public record RateRule(String bucket, RatePolicy policy) {

  /** The limit of the account's plan, shared by all faces that have no limit of their own. */
  public static RateRule of(Account account, Plans plans) {
    return perMinute(account.id().value().toString(), plans.of(account.plan()).requestsPerMinute());
  }

  /** A limit that is used up at once or spread evenly over each minute. */
  public static RateRule perMinute(String bucket, int requests) {
    return new RateRule(bucket, new TokenBucket(requests, Duration.ofMinutes(1)));
  }
}
