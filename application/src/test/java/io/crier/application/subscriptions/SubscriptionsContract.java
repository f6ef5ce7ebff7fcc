package io.crier.application.subscriptions;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.UnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Subscriptions} promises, in memory or in a database. */
public interface SubscriptionsContract {

  XAccount NASA =
      new XAccount(
          new XUserId(11348282),
          new XUsername("NASA"),
          Optional.of("NASA"),
          Optional.empty(),
          XAccountState.ACTIVE);
  XAccount ESA =
      new XAccount(
          new XUserId(2_000_000_000_000_000_001L),
          new XUsername("esa"),
          Optional.empty(),
          Optional.empty(),
          XAccountState.ACTIVE);
  PhoneNumber FATIMA = new PhoneNumber("+966501234567");
  PhoneNumber OMAR = new PhoneNumber("+966507654321");

  Subscriptions subscriptions();

  /** Adds an author that subscriptions can refer to. */
  void know(XAccount author);

  UnitOfWork unitOfWork();

  static Subscription subscription(AccountId account, XAccount author, PhoneNumber phone) {
    return subscription(account, author, phone, PostFilter.DEFAULT, NOON);
  }

  static Subscription subscription(
      AccountId account, XAccount author, PhoneNumber phone, PostFilter wanted, Instant at) {
    return Subscription.create(account, author.id(), phone, wanted, TextMode.EXCERPT, false, at);
  }

  @BeforeEach
  default void addAuthors() {
    know(NASA);
    know(ESA);
  }

  @Test
  default void findsAddedSubscriptions() {
    var plain = added(subscription(ACME, NASA, FATIMA));
    var wanted = new PostFilter(true, true, List.of("launch", "\"moon\" 🌕, mars"));
    var rich =
        added(
            Subscription.create(
                ACME, ESA.id(), OMAR, wanted, TextMode.FULL, true, NOON.plusMillis(1)));

    assertThat(find(plain)).contains(plain);
    assertThat(find(rich)).contains(rich);
    assertThat(unitOfWork().execute(() -> subscriptions().find(ACME, ESA.id(), OMAR)))
        .contains(rich);
  }

  @Test
  default void findsAllSubscriptionsToAnAuthor() {
    var fatimas = added(subscription(ACME, NASA, FATIMA));
    var omars = added(subscription(ACME, NASA, OMAR));
    added(subscription(ACME, ESA, FATIMA));
    added(subscription(GLOBEX, NASA, FATIMA));
    unitOfWork().run(() -> subscriptions().deactivate(ACME, OMAR));

    assertThat(unitOfWork().execute(() -> subscriptions().find(ACME, NASA.id())))
        .extracting(Subscription::id)
        .containsExactlyInAnyOrder(fatimas.id(), omars.id());
  }

  @Test
  default void hidesSubscriptionsFromOtherAccounts() {
    var mine = added(subscription(ACME, NASA, FATIMA));

    unitOfWork()
        .run(
            () -> {
              subscriptions().remove(GLOBEX, mine.id());
              subscriptions().deactivate(GLOBEX, FATIMA);
              assertThat(subscriptions().find(GLOBEX, mine.id())).isEmpty();
              assertThat(subscriptions().find(GLOBEX, NASA.id(), FATIMA)).isEmpty();
              assertThat(subscriptions().find(GLOBEX, NASA.id())).isEmpty();
              assertThat(subscriptions().list(GLOBEX, Optional.empty(), 9).items()).isEmpty();
              assertThat(subscriptions().countActive(GLOBEX)).isZero();
            });
    assertThat(find(mine)).contains(mine);
  }

  @Test
  default void listsTheNewestFirstInPages() {
    var first = added(subscription(ACME, NASA, FATIMA, PostFilter.DEFAULT, NOON));
    var second = added(subscription(ACME, NASA, OMAR, PostFilter.DEFAULT, NOON.plusMillis(1)));
    var third = added(subscription(ACME, ESA, OMAR, PostFilter.DEFAULT, NOON.plusMillis(2)));

    var page = unitOfWork().execute(() -> subscriptions().list(ACME, Optional.empty(), 2));
    var rest = unitOfWork().execute(() -> subscriptions().list(ACME, Optional.of(second.id()), 2));

    assertThat(page.items()).containsExactly(third, second);
    assertThat(page.more()).isTrue();
    assertThat(rest.items()).containsExactly(first);
    assertThat(rest.more()).isFalse();
  }

  @Test
  default void findsNothingAfterRemoval() {
    var removed = added(subscription(ACME, NASA, FATIMA));

    unitOfWork().run(() -> subscriptions().remove(ACME, removed.id()));

    assertThat(find(removed)).isEmpty();
    added(subscription(ACME, NASA, FATIMA));
  }

  @Test
  default void deactivatesSubscriptionsOfADeletedPhone() {
    var fatimas = added(subscription(ACME, NASA, FATIMA));
    var omars = added(subscription(ACME, NASA, OMAR));
    added(subscription(GLOBEX, NASA, FATIMA));

    unitOfWork().run(() -> subscriptions().deactivate(ACME, FATIMA));

    assertThat(find(fatimas).orElseThrow().active()).isFalse();
    assertThat(find(omars)).contains(omars);
    assertThat(unitOfWork().execute(() -> subscriptions().countActive(ACME))).isOne();
    assertThat(unitOfWork().execute(() -> subscriptions().countActive(GLOBEX))).isOne();
  }

  @Test
  default void replacesAnInactiveSubscription() {
    var old = added(subscription(ACME, NASA, FATIMA));
    unitOfWork().run(() -> subscriptions().deactivate(ACME, FATIMA));

    var fresh = added(subscription(ACME, NASA, FATIMA, PostFilter.DEFAULT, NOON.plusSeconds(1)));

    assertThat(find(old)).isEmpty();
    assertThat(find(fresh)).contains(fresh);
  }

  @Test
  default void rejectsASecondActiveSubscription() {
    var there = added(subscription(ACME, NASA, FATIMA));
    var second = subscription(ACME, NASA, FATIMA);

    assertThatThrownBy(() -> added(second)).isInstanceOf(RuntimeException.class);

    assertThat(find(there)).contains(there);
    assertThat(find(second)).isEmpty();
  }

  @Test
  default void findsAccountsWithActiveSubscriptions() {
    added(subscription(ACME, NASA, FATIMA));
    added(subscription(ACME, NASA, OMAR));
    added(subscription(GLOBEX, NASA, FATIMA));
    assertThat(accounts(NASA)).containsExactlyInAnyOrder(ACME, GLOBEX);

    unitOfWork().run(() -> subscriptions().deactivate(GLOBEX, FATIMA));

    assertThat(accounts(NASA)).containsExactly(ACME);
    assertThat(accounts(ESA)).isEmpty();
  }

  private Set<AccountId> accounts(XAccount author) {
    return unitOfWork().execute(() -> subscriptions().accounts(author.id()));
  }

  private Subscription added(Subscription subscription) {
    unitOfWork().run(() -> subscriptions().add(subscription));
    return subscription;
  }

  private Optional<Subscription> find(Subscription subscription) {
    return unitOfWork()
        .execute(() -> subscriptions().find(subscription.account(), subscription.id()));
  }
}
