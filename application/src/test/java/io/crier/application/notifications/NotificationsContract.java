package io.crier.application.notifications;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.subscriptions.SubscriptionsContract.ESA;
import static io.crier.application.subscriptions.SubscriptionsContract.FATIMA;
import static io.crier.application.subscriptions.SubscriptionsContract.NASA;
import static io.crier.application.subscriptions.SubscriptionsContract.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Messages;
import io.crier.application.notifications.Notifications.Filter;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.application.subscriptions.SubscriptionsContract;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Alert;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Notifications} promises, in memory or in a database. */
public interface NotificationsContract {

  Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  Instant LATER = NOON.plusSeconds(9);

  Notifications notifications();

  Subscriptions subscriptions();

  Messages messages();

  Sessions sessions();

  /** Subscriptions and posts may refer to the author from now on. */
  void know(XAccount author);

  /** Notifications may refer to the post from now on; seen again, it is another. */
  void see(Post post);

  UnitOfWork unitOfWork();

  @BeforeEach
  default void addAuthors() {
    know(NASA);
    know(ESA);
  }

  // notifying

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

  // waiting

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

  // progress and lists

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

  // deleted on X

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

  // fixtures

  /** Made so many milliseconds after the moment of all subscriptions. */
  static Post post(int millis, String text) {
    return post(millis, Post.Kind.ORIGINAL, text);
  }

  static Post post(int millis, Post.Kind kind, String text) {
    return post(millis, id(millis), kind, text);
  }

  static Post post(int millis, PostId root, Post.Kind kind, String text) {
    var username = Optional.of(new XUsername("NASA"));
    return new Post(id(millis), root, NASA.id(), username, kind, text);
  }

  private static Post byEsa(int millis, String text) {
    var post = post(millis, text);
    return new Post(
        post.id(), post.root(), ESA.id(), Optional.of(ESA.username()), post.kind(), post.text());
  }

  static PostId id(int millis) {
    return new PostId(PostId.justBefore(NOON.plusMillis(millis)).value() + 1);
  }

  private Post seen(Post post) {
    see(post);
    return post;
  }

  private Subscription subscribed(AccountId account, PhoneNumber phone, PostFilter wanted) {
    return subscribe(SubscriptionsContract.subscription(account, NASA, phone, wanted, NOON));
  }

  private Subscription subscribe(Subscription subscription) {
    unitOfWork().run(() -> subscriptions().add(subscription));
    return subscription;
  }

  private int createFor(Post post) {
    return unitOfWork().execute(() -> notifications().createFor(post, LATER));
  }

  private List<Alert> waiting() {
    return unitOfWork().execute(() -> notifications().waiting(Set.of(), 99));
  }

  private void handOver(List<Alert> alerts) {
    unitOfWork().run(() -> notifications().handedOver(alerts.stream().map(Alert::id).toList()));
  }

  private List<Notification> list(AccountId account, Filter filter) {
    return unitOfWork()
        .execute(() -> notifications().list(account, filter, Optional.empty(), 99))
        .items();
  }

  /** Another account's session has the alert from now on. */
  private Message queueMessage(Alert alert) {
    var session = SessionsContract.session(GLOBEX, "alerts " + alert.id().value(), NOON);
    var message =
        Message.accept(
            new MessageId(alert.id().value()),
            alert.account(),
            session.id(),
            new Recipient.Phone(alert.phone()),
            new Content.Text(alert.text()),
            new Handling(Priority.ALERT, alert.test(), Optional.empty(), Optional.empty()),
            new WhatsAppId("3EB0" + alert.id().value()),
            LATER);
    unitOfWork()
        .run(
            () -> {
              sessions().save(session);
              messages().add(List.of(message));
              notifications().handedOver(List.of(alert.id()));
            });
    return message;
  }
}
