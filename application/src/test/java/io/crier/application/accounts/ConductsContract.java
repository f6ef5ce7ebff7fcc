package io.crier.application.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.protection.Block;
import io.crier.domain.protection.Conduct;
import io.crier.domain.protection.Offence;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every {@link Conducts} promises, in memory or in a database. */
public interface ConductsContract {

  Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  Accounts accounts();

  Conducts conducts();

  UnitOfWork unitOfWork();

  @Test
  default void knowsNothingBadOfANewAccount() {
    var account = open();

    assertThat(find(account)).isEqualTo(Conduct.good(account));
    assertThat(unitOfWork().execute(() -> conducts().lock(account)))
        .isEqualTo(Conduct.good(account));
  }

  @Test
  default void keepsAllOfIt() {
    var account = open();
    var block = new Block(Offence.VOLUME_SPIKE, NOON, NOON.plusSeconds(60));
    var conduct = new Conduct(account, false, 3, Optional.of(NOON), Optional.of(block));

    change(account, before -> conduct);
    assertThat(find(account)).isEqualTo(conduct);

    change(account, Conduct::forgiven);
    assertThat(find(account)).isEqualTo(Conduct.good(account).guarded(false));
  }

  @Test
  default void findsBlocksThatAreOver() {
    var first = blocked(10);
    var second = blocked(20);
    blocked(21);
    open();

    assertThat(unitOfWork().execute(() -> conducts().blockedUntil(NOON.plusSeconds(20), 9)))
        .containsExactly(first, second);
    assertThat(unitOfWork().execute(() -> conducts().blockedUntil(NOON.plusSeconds(20), 1)))
        .containsExactly(first);
  }

  private AccountId blocked(int seconds) {
    var account = open();
    var block = new Block(Offence.UNKNOWN_NUMBERS, NOON, NOON.plusSeconds(seconds));
    change(account, it -> new Conduct(account, true, 2, Optional.of(NOON), Optional.of(block)));
    return account;
  }

  private void change(AccountId account, UnaryOperator<Conduct> change) {
    unitOfWork().run(() -> conducts().save(change.apply(conducts().lock(account))));
  }

  private Conduct find(AccountId account) {
    return unitOfWork().execute(() -> conducts().find(account));
  }

  private AccountId open() {
    var account = Account.open("shop", PlanName.FREE, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }
}
