package io.crier.application.notifications;

import static io.crier.domain.xaccounts.XFixture.author;

import io.crier.application.World;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.notifications.Notification;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import java.util.List;
import java.util.Optional;

/** Accounts with phones that are subscribed to an author, and the sessions that alert them. */
final class AlertPhonesFixture {

  static final XAccount NASA = author(1);

  final World world = new World();

  final Account operator = world.account();
  final Account acme = world.account();

  AlertPhonesFixture() {
    world.database.run(() -> world.xAccounts.keep(NASA, world.instant()));
  }

  Session sender() {
    return senderOf(Pacing.NONE);
  }

  Session senderOf(Pacing pacing) {
    var session = world.connected(operator, pacing);
    world.database.run(() -> world.alertSenders.add(session.id(), world.instant()));
    return session;
  }

  Subscription subscribe(Account account, int number) {
    var phone = new PhoneNumber("+4915%09d".formatted(number));
    var subscription =
        Subscription.create(
            account.id(),
            NASA.id(),
            phone,
            PostFilter.DEFAULT,
            TextMode.EXCERPT,
            false,
            world.instant());
    world.database.run(() -> world.subscriptions.add(subscription));
    return subscription;
  }

  Post post(String text) {
    world.passSeconds(0.01);
    var id = new PostId(PostId.justBefore(world.instant()).value() + 1);
    return new Post(id, id, NASA.id(), Optional.of(NASA.username()), Post.Kind.ORIGINAL, text);
  }

  void ingest(Post post) {
    world.server.ingestPosts.ingest(List.of(post), fresh -> List.of());
  }

  List<Notification> notifications(Account account) {
    return world.database.execute(
        () ->
            world
                .notifications
                .list(account.id(), NotificationsContract.ALL, Optional.empty(), 99)
                .items());
  }

  List<MessageStatus> steps(Notification notification) {
    return changes(notification).stream().map(MessageEvent.AlertChanged::status).toList();
  }

  List<MessageEvent.AlertChanged> changes(Notification notification) {
    return world.events().stream()
        .filter(MessageEvent.AlertChanged.class::isInstance)
        .map(MessageEvent.AlertChanged.class::cast)
        .filter(event -> event.message().value().equals(notification.id().value()))
        .toList();
  }

  List<String> bodies(Session sender) {
    return world.whatsApp.sent(sender.id()).stream().map(InMemoryWhatsApp.Sent::body).toList();
  }

  List<Object> sentTo(Session sender) {
    return world.whatsApp.sent(sender.id()).stream()
        .<Object>map(InMemoryWhatsApp.Sent::to)
        .toList();
  }
}
