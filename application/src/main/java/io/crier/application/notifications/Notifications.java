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

/** All notifications; those without a message are waiting. */
public interface Notifications {

  /**
   * Creates one for each active subscription that matches the post, has no notification of any
   * version of it, and is older than the first version; returns how many. Takes few statements,
   * however many subscribers there are.
   */
  int createFor(Post post, Instant now);

  /**
   * The oldest waiting ones, locked until the unit of work ends; skips ones that others have
   * locked.
   *
   * @param passedOver accounts whose alerts keep waiting
   */
  List<Alert> waiting(Set<AccountId> passedOver, int limit);

  /** Records that messages with the same ids have been created for these notifications. */
  void handedOver(Collection<NotificationId> ids);

  /**
   * All versions of these posts were deleted on X: withdraws waiting notifications. Returns those
   * that already have messages.
   */
  List<NotificationId> withdraw(Collection<PostId> posts);

  /**
   * The phone was deleted: withdraws its waiting notifications. Returns those whose messages are
   * still queued.
   */
  List<NotificationId> withdraw(AccountId account, PhoneNumber phone);

  /** The same for a deleted subscription. */
  List<NotificationId> withdraw(Subscription subscription);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<Notification> list(
      AccountId account, Filter filter, Optional<NotificationId> after, int limit);

  /** Which notifications a list shows; an empty criterion matches all. */
  record Filter(
      Optional<PhoneNumber> phone,
      Optional<XUserId> author,
      Optional<Instant> from,
      Optional<Instant> to) {}
}
