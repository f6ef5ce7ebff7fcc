package io.crier.domain.subscriptions;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import java.time.Instant;

/**
 * An account's request to alert one of its phones about the posts of an author.
 *
 * @param since only posts after this one match: none from before the subscription
 * @param active false once its phone has been deleted; then no more alerts are sent
 * @param test whether its phone belongs to a test key
 */
public record Subscription(
    SubscriptionId id,
    AccountId account,
    XUserId author,
    PhoneNumber phone,
    PostFilter filter,
    TextMode textMode,
    PostId since,
    boolean active,
    boolean test,
    Instant createdAt) {

  public static Subscription create(
      AccountId account,
      XUserId author,
      PhoneNumber phone,
      PostFilter filter,
      TextMode textMode,
      boolean test,
      Instant now) {
    return new Subscription(
        SubscriptionId.next(now),
        account,
        author,
        phone,
        filter,
        textMode,
        PostId.justBefore(now),
        true,
        test,
        now);
  }
}
