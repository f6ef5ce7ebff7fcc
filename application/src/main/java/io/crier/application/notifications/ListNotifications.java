package io.crier.application.notifications;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows an account its notifications and their progress. */
public final class ListNotifications {

  private final Notifications notifications;
  private final XAccounts xAccounts;
  private final UnitOfWork unitOfWork;

  public ListNotifications(
      Notifications notifications, XAccounts xAccounts, UnitOfWork unitOfWork) {
    this.notifications = notifications;
    this.xAccounts = xAccounts;
    this.unitOfWork = unitOfWork;
  }

  /** Which notifications to list; an empty criterion matches all. */
  public record Query(
      Optional<PhoneNumber> phone,
      Optional<XUsername> author,
      Optional<Instant> from,
      Optional<Instant> to) {}

  /** Newest first; if {@code after} is given, only older ones. */
  public Slice<Notification> list(
      Actor actor, Query query, Optional<NotificationId> after, int limit) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () -> {
          var author = query.author().flatMap(this::author);
          if (query.author().isPresent() && author.isEmpty()) {
            return new Slice<>(List.of(), false);
          }
          var filter = new Notifications.Filter(query.phone(), author, query.from(), query.to());
          return notifications.list(actor.accountId(), filter, after, limit);
        });
  }

  private Optional<XUserId> author(XUsername username) {
    return xAccounts.find(username).map(known -> known.account().id());
  }
}
