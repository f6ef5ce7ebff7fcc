package io.crier.application.notifications;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.subscriptions.SubscriptionsContract.ESA;
import static io.crier.application.subscriptions.SubscriptionsContract.FATIMA;
import static io.crier.application.subscriptions.SubscriptionsContract.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Slice;
import io.crier.application.notifications.Notifications.Filter;
import io.crier.application.subscriptions.SubscriptionsContract;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.xaccounts.XAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How {@link Notifications} lists notifications with their progress. */
public interface NotificationListContract extends NotificationsFixture {

  @Test
  default void reportsTheProgressOfTheMessage() {
    var subscription = subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var post = seen(post(1, "one"));
    createFor(post);
    var alert = waiting().getFirst();
    var queued =
        new Notification(
            alert.id(),
            ACME,
            subscription.id(),
            FATIMA,
            post,
            Optional.empty(),
            Progress.starting(MessageStatus.QUEUED),
            LATER);
    assertThat(list(ACME, ALL)).containsExactly(queued);

    var message = queueMessage(alert);
    assertThat(list(ACME, ALL).getFirst().progress()).isEqualTo(message.progress());
    var sent = message.progress().sending(true).sent(LATER).receipt(MessageStatus.READ, LATER);
    unitOfWork().run(() -> messages().move(List.of(message.at(sent))));

    assertThat(list(ACME, ALL))
        .containsExactly(
            new Notification(
                alert.id(),
                ACME,
                subscription.id(),
                FATIMA,
                post,
                Optional.of(message.whatsAppId()),
                sent,
                LATER));
  }

  @Test
  default void listsTheNewestFirstInPages() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    for (var seconds = 1; seconds <= 3; seconds++) {
      createFor(seen(post(seconds, "number " + seconds)));
    }

    var page = unitOfWork().execute(() -> page(Optional.empty(), 2));
    var rest = unitOfWork().execute(() -> page(Optional.of(page.items().getLast().id()), 2));

    assertThat(page.items())
        .extracting(it -> it.post().text())
        .containsExactly("number 3", "number 2");
    assertThat(page.more()).isTrue();
    assertThat(rest.items()).extracting(it -> it.post().text()).containsExactly("number 1");
    assertThat(rest.more()).isFalse();
  }

  private Slice<Notification> page(Optional<NotificationId> after, int limit) {
    return notifications().list(ACME, ALL, after, limit);
  }

  @Test
  default void filtersLists() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(ACME, OMAR, PostFilter.DEFAULT);
    subscribe(SubscriptionsContract.subscription(ACME, ESA, FATIMA));
    var launch = seen(post(1, "one"));
    unitOfWork().run(() -> notifications().createFor(launch, NOON));
    createFor(seen(byEsa(2, "two")));

    assertThat(list(ACME, ALL)).hasSize(3);
    assertThat(list(ACME, filter(Optional.of(OMAR), null, null, null))).hasSize(1);
    assertThat(list(ACME, filter(Optional.empty(), ESA, null, null))).hasSize(1);
    assertThat(list(ACME, filter(Optional.empty(), null, LATER, null))).hasSize(1);
    assertThat(list(ACME, filter(Optional.empty(), null, null, LATER))).hasSize(2);
    assertThat(list(ACME, filter(Optional.empty(), null, NOON, NOON))).isEmpty();
  }

  private static Filter filter(
      Optional<PhoneNumber> phone, XAccount author, Instant from, Instant to) {
    return new Filter(
        phone,
        Optional.ofNullable(author).map(XAccount::id),
        Optional.ofNullable(from),
        Optional.ofNullable(to));
  }

  @Test
  default void hidesNotificationsFromOtherAccounts() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(GLOBEX, OMAR, PostFilter.DEFAULT);
    createFor(seen(post(1, "one")));
    createFor(seen(post(2, "two")));
    var theirs = list(GLOBEX, ALL).getFirst();

    assertThat(list(ACME, ALL)).extracting(Notification::account).containsOnly(ACME);
    assertThat(unitOfWork().execute(() -> page(Optional.of(theirs.id()), 9)).items()).isEmpty();
  }
}
