package io.crier.application.notifications;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.subscriptions.SubscriptionsContract.ESA;
import static io.crier.application.subscriptions.SubscriptionsContract.FATIMA;
import static io.crier.application.subscriptions.SubscriptionsContract.NASA;
import static io.crier.application.subscriptions.SubscriptionsContract.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.subscriptions.SubscriptionsContract;
import io.crier.domain.notifications.Alert;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.Post;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How {@link Notifications} creates notifications and records their messages. */
public interface NotificationCreationContract extends NotificationsFixture {

  @Test
  default void notifiesEveryPhoneThatWantsThePost() {
    var fatimas = subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var omars = subscribed(GLOBEX, OMAR, PostFilter.DEFAULT);
    subscribe(SubscriptionsContract.subscription(ACME, ESA, FATIMA));
    var post = seen(post(1, "Lift-off!"));

    assertThat(createFor(post)).isEqualTo(2);

    assertThat(waiting())
        .extracting(Alert::subscription)
        .containsExactlyInAnyOrder(fatimas.id(), omars.id());
  }

  @Test
  default void carriesThePostInTheAlert() {
    var subscription =
        subscribe(
            Subscription.create(
                ACME, NASA.id(), FATIMA, PostFilter.DEFAULT, TextMode.FULL, true, NOON));
    var post = seen(post(1, "Lift-off! 🚀"));
    createFor(post);

    var alert = waiting().getFirst();

    assertThat(alert)
        .isEqualTo(
            new Alert(
                alert.id(),
                ACME,
                subscription.id(),
                FATIMA,
                TextMode.FULL,
                true,
                post,
                NASA.displayName(),
                LATER));
  }

  @Test
  default void usesTheKnownUsernameIfXOmitsIt() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var post = post(1, "Lift-off!");
    createFor(
        seen(
            new Post(
                post.id(), post.root(), NASA.id(), Optional.empty(), post.kind(), post.text())));

    assertThat(waiting().getFirst().post()).isEqualTo(post);
  }

  @Test
  default void notifiesOnceAboutAllVersionsOfAPost() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var keen = subscribed(ACME, OMAR, new PostFilter(false, false, List.of("postponed")));
    var first = seen(post(1, "Lift-off today"));
    var edited = seen(post(2, first.id(), Post.Kind.ORIGINAL, "Lift-off postponed"));

    assertThat(createFor(first)).isOne();
    assertThat(createFor(first)).isZero();
    assertThat(createFor(edited)).isOne();
    assertThat(createFor(edited)).isZero();

    assertThat(waiting())
        .last()
        .satisfies(
            alert -> {
              assertThat(alert.subscription()).isEqualTo(keen.id());
              assertThat(alert.post()).isEqualTo(edited);
            });
  }

  @Test
  default void ignoresPostsFromBeforeTheSubscription() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var old = seen(post(-1, "old"));
    var edited = seen(post(1, old.id(), Post.Kind.ORIGINAL, "old, edited"));
    var atOnce = seen(post(0, "at once"));

    assertThat(createFor(old)).isZero();
    assertThat(createFor(edited)).isZero();
    assertThat(createFor(atOnce)).isOne();
  }

  @Test
  default void notifiesAboutWantedKindsOnly() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(ACME, OMAR, new PostFilter(true, false, List.of()));
    subscribed(GLOBEX, FATIMA, new PostFilter(false, true, List.of()));
    subscribed(GLOBEX, OMAR, new PostFilter(true, true, List.of("mars")));

    assertThat(createFor(seen(post(1, Post.Kind.ORIGINAL, "Mars!")))).isEqualTo(4);
    assertThat(createFor(seen(post(2, Post.Kind.QUOTE, "so")))).isEqualTo(3);
    assertThat(createFor(seen(post(3, Post.Kind.THREAD, "on to Mars")))).isEqualTo(4);
    assertThat(createFor(seen(post(4, Post.Kind.REPLY, "Mars it is")))).isEqualTo(2);
    assertThat(createFor(seen(post(5, Post.Kind.REPOST, "look")))).isOne();
    assertThat(createFor(seen(post(6, Post.Kind.REPOST, "MARS")))).isEqualTo(2);
  }

  @Test
  default void skipsDeletedPhones() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(ACME, OMAR, new PostFilter(false, false, List.of("lift")));
    unitOfWork()
        .run(
            () -> {
              subscriptions().deactivate(ACME, FATIMA);
              subscriptions().deactivate(ACME, OMAR);
            });

    assertThat(createFor(seen(post(1, "Lift-off")))).isZero();
  }

  @Test
  default void notifiesNobodyOnRollback() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    var post = seen(post(1, "Lift-off"));

    try {
      unitOfWork()
          .run(
              () -> {
                notifications().createFor(post, LATER);
                throw new IllegalStateException("on purpose");
              });
    } catch (IllegalStateException expected) {
      assertThat(waiting()).isEmpty();
    }

    assertThat(createFor(post)).isOne();
  }

  @Test
  default void handsOverInTheOrderOfCreation() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(GLOBEX, OMAR, PostFilter.DEFAULT);
    var first = seen(post(1, "one"));
    var second = seen(post(2, "two"));
    createFor(second);
    createFor(first);

    var two = unitOfWork().execute(() -> notifications().waiting(Set.of(), 2));
    assertThat(two).extracting(Alert::post).containsExactly(second, second);
    handOver(two);

    assertThat(waiting()).extracting(Alert::post).containsExactly(first, first);
    handOver(waiting());
    assertThat(waiting()).isEmpty();
  }

  @Test
  default void skipsGivenAccounts() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    subscribed(GLOBEX, OMAR, PostFilter.DEFAULT);
    createFor(seen(post(1, "one")));

    var others = unitOfWork().execute(() -> notifications().waiting(Set.of(ACME), 1));

    assertThat(others).extracting(Alert::account).containsExactly(GLOBEX);
  }
}
