package io.crier.application.phones;

import static io.crier.application.phones.AlertSendersContract.ONE;
import static io.crier.application.phones.AlertSendersContract.THREE;
import static io.crier.application.phones.AlertSendersContract.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Phones} promises, in memory or in a database. */
public interface PhonesContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  Accounts accounts();

  Phones phones();

  UnitOfWork unitOfWork();

  default AccountId open() {
    var account = Account.open("account", PlanName.ENTERPRISE, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  static Phone phone(AccountId account, PhoneNumber number, Instant createdAt) {
    return new Phone(account, number, Optional.empty(), false, createdAt, Optional.empty());
  }

  default Phone save(Phone phone) {
    unitOfWork().run(() -> phones().save(phone));
    return phone;
  }

  default Optional<Phone> find(AccountId account, PhoneNumber number) {
    return unitOfWork().execute(() -> phones().find(account, number));
  }

  default List<Phone> list(AccountId account) {
    return unitOfWork().execute(() -> phones().list(account));
  }

  @Test
  default void findsSavedPhone() {
    var account = open();
    var plain = save(phone(account, ONE, NOON));
    var rich =
        save(
            new Phone(
                account,
                TWO,
                Optional.of("جوال 📞"),
                true,
                NOON,
                Optional.of(NOON.plusSeconds(9))));

    assertThat(find(account, ONE)).contains(plain);
    assertThat(find(account, TWO)).contains(rich);
    assertThat(find(account, THREE)).isEmpty();
  }

  @Test
  default void replacesOnASecondSave() {
    var account = open();
    save(phone(account, ONE, NOON));
    var changed =
        save(
            new Phone(
                account,
                ONE,
                Optional.of("mine"),
                true,
                NOON.plusSeconds(1),
                Optional.of(NOON.plusSeconds(2))));

    assertThat(list(account)).containsExactly(changed);
  }

  @Test
  default void allowsTheSameNumberInTwoAccounts() {
    var one = open();
    var other = open();
    var first = save(phone(one, ONE, NOON));
    var second = save(phone(other, ONE, NOON.plusSeconds(1)));

    unitOfWork().run(() -> phones().remove(other, TWO));
    assertThat(list(one)).containsExactly(first);
    assertThat(list(other)).containsExactly(second);
    unitOfWork().run(() -> phones().remove(one, ONE));
    assertThat(list(one)).isEmpty();
    assertThat(list(other)).containsExactly(second);
  }

  @Test
  default void listsTheNewestFirst() {
    var account = open();
    var second = save(phone(account, ONE, NOON.plusSeconds(2)));
    var first = save(phone(account, TWO, NOON.plusSeconds(1)));
    var third = save(phone(account, THREE, NOON.plusSeconds(3)));

    assertThat(list(account)).containsExactly(third, second, first);
  }

  @Test
  default void locksThePhonesOfAnAccount() {
    var account = open();
    var next = new AtomicInteger();

    AtOnce.run(
        4,
        () -> {
          var number = new PhoneNumber("+3460000010" + next.getAndIncrement());
          unitOfWork()
              .run(
                  () -> {
                    phones().lock(account);
                    if (phones().list(account).size() < 2) {
                      phones().save(phone(account, number, NOON));
                    }
                  });
          return null;
        });

    assertThat(list(account)).hasSize(2);
  }
}
