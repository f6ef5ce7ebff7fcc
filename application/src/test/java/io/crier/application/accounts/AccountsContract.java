package io.crier.application.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Accounts} promises, in memory or in a database. */
public interface AccountsContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  Accounts accounts();

  UnitOfWork unitOfWork();

  @Test
  default void startsEmpty() {
    assertThat(unitOfWork().execute(() -> accounts().isEmpty())).isTrue();
    assertThat(find(AccountId.next(NOON))).isEmpty();
  }

  @Test
  default void findsSavedAccount() {
    var account = Account.open("Acme", PlanName.PRO, NOON).withCredits(Optional.of(10L));

    save(account);

    assertThat(find(account.id())).contains(account);
    assertThat(unitOfWork().execute(() -> accounts().isEmpty())).isFalse();
  }

  @Test
  default void replacesOnASecondSave() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    save(account);
    var changed =
        account
            .on(PlanName.BUSINESS)
            .withDoubtful(Account.Doubtful.FAIL)
            .deactivate(NOON.plusSeconds(1));

    save(changed);

    assertThat(find(account.id())).contains(changed);
  }

  @Test
  default void keepsTheCreditsOnASecondSave() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    save(account);
    unitOfWork().run(() -> accounts().setCredits(account.id(), Optional.of(5L)));

    save(account.on(PlanName.FREE));

    assertThat(find(account.id()).orElseThrow().credits()).contains(5L);
  }

  @Test
  default void setsAndRemovesCredits() {
    var account = Account.open("Acme", PlanName.PRO, NOON).withCredits(Optional.of(1L));
    save(account);

    var seen =
        unitOfWork()
            .execute(
                () -> {
                  accounts().find(account.id());
                  accounts().setCredits(account.id(), Optional.empty());
                  return accounts().find(account.id());
                });

    assertThat(seen).contains(account.withCredits(Optional.empty()));
  }

  @Test
  default void listsTheNewestFirstInPages() {
    var first = save(Account.open("first", PlanName.FREE, NOON));
    var second = save(Account.open("second", PlanName.FREE, NOON.plusMillis(1)));
    var third = save(Account.open("third", PlanName.FREE, NOON.plusMillis(2)));

    var page = unitOfWork().execute(() -> accounts().list(Optional.empty(), 2));
    var rest = unitOfWork().execute(() -> accounts().list(Optional.of(second.id()), 2));

    assertThat(page.items()).containsExactly(third, second);
    assertThat(page.more()).isTrue();
    assertThat(rest.items()).containsExactly(first);
    assertThat(rest.more()).isFalse();
  }

  @Test
  default void losesNoConcurrentChange() {
    var account = save(Account.open("0", PlanName.FREE, NOON));

    AtOnce.run(8, () -> unitOfWork().execute(() -> count(account.id())));

    assertThat(find(account.id()).orElseThrow().name()).isEqualTo("8");
  }

  private Account count(AccountId id) {
    var before = accounts().find(id).orElseThrow();
    var next = String.valueOf(Integer.parseInt(before.name()) + 1);
    var after =
        new Account(
            id,
            next,
            before.plan(),
            before.credits(),
            before.doubtful(),
            before.createdAt(),
            before.deactivatedAt());
    accounts().save(after);
    return after;
  }

  private Account save(Account account) {
    unitOfWork().run(() -> accounts().save(account));
    return account;
  }

  private Optional<Account> find(AccountId id) {
    return unitOfWork().execute(() -> accounts().find(id));
  }
}
