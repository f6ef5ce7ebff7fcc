package io.crier.application.notifications;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.subscriptions.SubscriptionsContract.ESA;
import static io.crier.application.subscriptions.SubscriptionsContract.FATIMA;
import static io.crier.application.subscriptions.SubscriptionsContract.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.subscriptions.SubscriptionsContract;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.notifications.Alert;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.xaccounts.Post;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How {@link Notifications} withdraws notifications. */
public interface NotificationWithdrawalContract extends NotificationsFixture {

  @Test
  default void withdrawsNotificationsAboutADeletedPost() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(GLOBEX, OMAR, PostFilter.DEFAULT);
    var deleted = seen(post(1, "a mistake"));
    var edited = seen(post(2, deleted.id(), Post.Kind.ORIGINAL, "a mistake, mended"));
    var kept = seen(post(3, "one"));
    createFor(deleted);
    createFor(kept);
    var carried = waiting().getFirst();
    queueMessage(carried);

    var withdrawn = unitOfWork().execute(() -> notifications().withdraw(List.of(edited.id())));

    assertThat(withdrawn).containsExactly(carried.id());
    assertThat(waiting()).extracting(Alert::post).containsOnly(kept).hasSize(2);
    var other = carried.account().equals(ACME) ? GLOBEX : ACME;
    assertThat(list(other, ALL))
        .last()
        .satisfies(
            it -> assertThat(it.progress()).isEqualTo(Progress.starting(MessageStatus.CANCELLED)));
  }

  @Test
  default void withdrawsWaitingNotificationsToADeletedPhone() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var omars = subscribed(ACME, OMAR, PostFilter.DEFAULT);
    var others = subscribed(GLOBEX, FATIMA, PostFilter.DEFAULT);
    createFor(seen(post(1, "one")));

    var queued = unitOfWork().execute(() -> notifications().withdraw(ACME, FATIMA));

    assertThat(queued).isEmpty();
    assertThat(waiting())
        .extracting(Alert::subscription)
        .containsExactlyInAnyOrder(omars.id(), others.id());
  }

  @Test
  default void returnsQueuedNotificationsToADeletedPhone() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(ACME, OMAR, PostFilter.DEFAULT);
    subscribed(GLOBEX, FATIMA, PostFilter.DEFAULT);
    createFor(seen(post(1, "one")));
    var alerts = waiting();
    alerts.forEach(this::queueMessage);

    var queued = unitOfWork().execute(() -> notifications().withdraw(ACME, FATIMA));

    assertThat(queued).containsExactly(alertOf(alerts, ACME, FATIMA).id());
  }

  @Test
  default void keepsSentNotificationsToADeletedPhone() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    createFor(seen(post(1, "one")));
    var carried = queueMessage(waiting().getFirst());
    var sent = carried.at(carried.progress().failed(Fault.RECIPIENT_NOT_ON_WHATSAPP, LATER));
    unitOfWork().run(() -> messages().move(List.of(sent)));

    var queued = unitOfWork().execute(() -> notifications().withdraw(ACME, FATIMA));

    assertThat(queued).isEmpty();
  }

  @Test
  default void withdrawsNotificationsOfADeletedSubscription() {
    var ended = subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var other = subscribe(SubscriptionsContract.subscription(ACME, ESA, FATIMA));
    createFor(seen(post(1, "one")));
    var carried = waiting().getFirst();
    queueMessage(carried);
    createFor(seen(post(2, "two")));
    createFor(seen(byEsa(3, "three")));

    var queued = unitOfWork().execute(() -> notifications().withdraw(ended));

    assertThat(queued).containsExactly(carried.id());
    assertThat(waiting()).extracting(Alert::subscription).containsExactly(other.id());
  }

  private static Alert alertOf(List<Alert> alerts, AccountId account, PhoneNumber phone) {
    return alerts.stream()
        .filter(alert -> alert.account().equals(account) && alert.phone().equals(phone))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void hidesTheTextOfADeletedPost() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    createFor(seen(post(1, "a mistake")));
    see(post(1, ""));

    assertThat(list(ACME, ALL).getFirst().post().text()).isEmpty();
  }
}
