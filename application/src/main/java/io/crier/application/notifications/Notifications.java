package io.crier.application.notifications;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.notifications.Alert;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All notifications; those that no message carries yet are waiting. */
public interface Notifications {

  /**
   * Makes one for each active subscription that wants the post, has none of it, whatever version,
   * and is older than its first; returns how many. Few statements, however many subscribe.
   */
  int createFor(Post post, Instant now);

  /**
   * The oldest that wait, locked until the unit of work ends; others pass over them.
   *
   * @param passedOver accounts whose alerts are left to wait
   */
  List<Alert> waiting(Set<AccountId> passedOver, int limit);

  /** Messages with their ids carry them from now on. */
  void handedOver(Collection<NotificationId> ids);

  /**
   * These posts, in all versions, were deleted on X: withdraws the notifications that wait. Returns
   * those that messages carry already.
   */
  List<NotificationId> withdraw(Collection<PostId> posts);

  /**
   * The phone is gone: withdraws what waits for it. Returns those whose messages still lie in a
   * queue.
   */
  List<NotificationId> withdraw(AccountId account, PhoneNumber phone);

  /** The subscription is gone, likewise. */
  List<NotificationId> withdraw(Subscription subscription);

  /** Newest first, those older than {@code after} if it is given. */
  Slice<Notification> list(
      AccountId account, Filter filter, Optional<NotificationId> after, int limit);

  /** Which notifications a list shows; what is empty does not matter. */
  record Filter(
      Optional<PhoneNumber> phone,
      Optional<XUserId> author,
      Optional<Instant> from,
      Optional<Instant> to) {}
}
