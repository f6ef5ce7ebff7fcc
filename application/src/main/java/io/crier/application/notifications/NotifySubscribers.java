package io.crier.application.notifications;

import io.crier.application.queue.CancelMessage;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.application.watch.IngestPosts;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Creates a notification of each new post for each subscribed phone. */
public final class NotifySubscribers implements IngestPosts.Audience {

  private final Notifications notifications;
  private final Subscriptions subscriptions;
  private final CancelMessage cancelMessage;
  private final InstantSource clock;
  private final boolean honoursDeletions;

  /**
   * @param honoursDeletions whether alerts about posts deleted on X are withdrawn and their texts
   *     removed
   */
  public NotifySubscribers(
      Notifications notifications,
      Subscriptions subscriptions,
      CancelMessage cancelMessage,
      InstantSource clock,
      boolean honoursDeletions) {
    this.notifications = notifications;
    this.subscriptions = subscriptions;
    this.cancelMessage = cancelMessage;
    this.clock = clock;
    this.honoursDeletions = honoursDeletions;
  }

  @Override
  public void notifyOf(List<Post> fresh) {
    var now = clock.instant();
    fresh.forEach(post -> notifications.createFor(post, now));
  }

  @Override
  public void forget(Collection<PostId> deleted) {
    var carried = notifications.withdraw(deleted);
    cancelMessage.withdrawAlerts(carried.stream().map(id -> new MessageId(id.value())).toList());
  }

  @Override
  public boolean honoursDeletions() {
    return honoursDeletions;
  }

  @Override
  public Set<AccountId> accounts(XUserId author) {
    return subscriptions.accounts(author);
  }
}
