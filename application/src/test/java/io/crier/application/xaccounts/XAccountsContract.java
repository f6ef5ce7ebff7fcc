package io.crier.application.xaccounts;

import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.watch.PostingRate;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link XAccounts} promises, in memory or in a database. */
public interface XAccountsContract {

  AccountId ACME = new AccountId(UUID.fromString("01900000-0000-7000-8000-00000000000a"));
  AccountId GLOBEX = new AccountId(UUID.fromString("01900000-0000-7000-8000-00000000000b"));
  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  Instant LATER = NOON.plus(Duration.ofHours(1));

  XAccounts xAccounts();

  UnitOfWork unitOfWork();

  /** Adds a subscription to the store under test. */
  void add(Subscription subscription);

  /** Removes it again. */
  void remove(Subscription subscription);

  @Test
  default void findsAnAuthorByNameInAnyCaseAndById() {
    keep(author(1), NOON);

    assertThat(find("AUTHOR_1")).contains(new XAccounts.Known(author(1), NOON));
    assertThat(unitOfWork().execute(() -> xAccounts().find(new XUserId(1))))
        .contains(new XAccounts.Known(author(1), NOON));
    assertThat(find("author_2")).isEmpty();
  }

  @Test
  default void replacesTheDescriptionOfAnAuthor() {
    keep(author(1), NOON);
    watch(author(1), NOON);
    var renamed =
        new XAccount(
            new XUserId(1),
            new XUsername("Renamed"),
            Optional.empty(),
            Optional.of("https://images.example/1.png"),
            XAccountState.PROTECTED);

    keep(renamed, LATER);

    assertThat(find("renamed")).contains(new XAccounts.Known(renamed, LATER));
    assertThat(find("author_1")).isEmpty();
    assertThat(watchOf(author(1)).account()).isEqualTo(renamed);
    assertThat(watchOf(author(1)).watermark()).isEqualTo(PostId.justBefore(NOON));
  }

  @Test
  default void movesANameToItsNewHolder() {
    keep(author(1), NOON);

    keep(author(2).named(new XUsername("AUTHOR_1")), LATER);

    assertThat(find("author_1").orElseThrow().account().id()).isEqualTo(new XUserId(2));
    assertThat(unitOfWork().execute(() -> xAccounts().find(new XUserId(1)))).isPresent();
  }

  @Test
  default void startsAWatchWithTheFirstSubscription() {
    keep(author(1), NOON);
    subscribe(1, 1, NOON, PostFilter.DEFAULT);

    subscribe(1, 2, LATER, PostFilter.DEFAULT);

    assertThat(watchOf(author(1))).isEqualTo(Watch.from(author(1), PostId.justBefore(NOON), NOON));
  }

  @Test
  default void restartsAWatchThatWasUnused() {
    keep(author(1), NOON);
    var first = subscribe(1, 1, NOON, PostFilter.DEFAULT);
    save(watchOf(author(1)).checked(NOON).missed(NOON).stale(true));
    remove(first);

    subscribe(1, 2, LATER, PostFilter.DEFAULT);

    assertThat(watchOf(author(1)))
        .isEqualTo(Watch.from(author(1), PostId.justBefore(LATER), LATER));
  }

  @Test
  default void watchesOnlyAuthorsWithSubscriptions() {
    keep(author(1), NOON);
    keep(author(2), NOON);
    keep(author(3), NOON);
    subscribe(1, 1, NOON, PostFilter.DEFAULT);
    subscribe(1, 2, NOON, new PostFilter(true, false, List.of()));
    subscribe(2, 1, NOON, new PostFilter(false, true, List.of()));
    var gone = subscribe(3, 1, NOON, PostFilter.DEFAULT);
    remove(gone);

    var watched = unitOfWork().execute(() -> xAccounts().watched());

    assertThat(watched)
        .containsExactlyInAnyOrder(
            new XAccounts.Watched(watchOf(author(1)), 2, true, false),
            new XAccounts.Watched(watchOf(author(2)), 1, false, true));
  }

  @Test
  default void showsAnAccountItsOwnSubscriptionsOnly() {
    keep(author(1), NOON);
    keep(author(2), NOON);
    subscribe(1, 1, NOON, PostFilter.DEFAULT);
    subscribe(1, 2, NOON, PostFilter.DEFAULT);
    subscribe(GLOBEX, 1, 3, NOON, new PostFilter(true, true, List.of()));
    subscribe(GLOBEX, 2, 3, NOON, PostFilter.DEFAULT);

    var own = unitOfWork().execute(() -> xAccounts().watched(ACME));

    assertThat(own).containsExactly(new XAccounts.Watched(watchOf(author(1)), 2, false, false));
  }

  @Test
  default void findsSavedWatches() {
    keep(author(1), NOON);
    keep(author(2), NOON);
    watch(author(1), NOON);
    watch(author(2), NOON);
    var one =
        new Watch(
            author(1),
            PostId.justBefore(LATER),
            new PostingRate(2.5, Optional.of(LATER)),
            new Watch.Checks(Optional.of(NOON), LATER.plusSeconds(5)),
            new Watch.Misses(2, Optional.of(NOON.plusSeconds(1))),
            true);
    var other = Watch.from(author(2), PostId.justBefore(LATER), LATER);

    save(one, other);

    assertThat(watchOf(author(1))).isEqualTo(one);
    assertThat(watchOf(author(2))).isEqualTo(other);
  }

  @Test
  default void savingNeverMovesAWatermarkBack() {
    keep(author(1), NOON);
    watch(author(1), LATER);

    save(Watch.from(author(1), PostId.justBefore(NOON), NOON));

    assertThat(watchOf(author(1)).watermark()).isEqualTo(PostId.justBefore(LATER));
    assertThat(watchOf(author(1)).nextPollAt()).isEqualTo(NOON);
  }

  @Test
  default void hasNoWatchOfAnUnwatchedAuthor() {
    keep(author(1), NOON);

    save(Watch.from(author(1), PostId.justBefore(NOON), NOON));

    assertThat(unitOfWork().execute(() -> xAccounts().watches(List.of(author(1).id())))).isEmpty();
  }

  private Subscription subscribe(int author, int phone, Instant at, PostFilter wanted) {
    return subscribe(ACME, author, phone, at, wanted);
  }

  private Subscription subscribe(
      AccountId account, int author, int phone, Instant at, PostFilter wanted) {
    var subscription =
        Subscription.create(
            account,
            author(author).id(),
            new PhoneNumber("+4915%09d".formatted(phone)),
            wanted,
            TextMode.EXCERPT,
            false,
            at);
    unitOfWork().run(() -> xAccounts().watch(subscription.author(), subscription.since(), at));
    add(subscription);
    return subscription;
  }

  private void keep(XAccount account, Instant asOf) {
    unitOfWork().run(() -> xAccounts().keep(account, asOf));
  }

  private void watch(XAccount account, Instant from) {
    unitOfWork().run(() -> xAccounts().watch(account.id(), PostId.justBefore(from), from));
  }

  private void save(Watch... watches) {
    unitOfWork().run(() -> xAccounts().save(List.of(watches)));
  }

  private Optional<XAccounts.Known> find(String username) {
    return unitOfWork().execute(() -> xAccounts().find(new XUsername(username)));
  }

  private Watch watchOf(XAccount account) {
    return unitOfWork().execute(() -> xAccounts().watches(List.of(account.id()))).getFirst();
  }
}
