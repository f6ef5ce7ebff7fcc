package io.crier.application.phones;

import static io.crier.application.phones.AlertSendersContract.ONE;
import static io.crier.application.phones.AlertSendersContract.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.messages.MessageId;
import io.crier.domain.phones.CodeHash;
import io.crier.domain.phones.SentCode;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Codes} promises, in memory or in a database. */
public interface CodesContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  Accounts accounts();

  Codes codes();

  UnitOfWork unitOfWork();

  default AccountId open() {
    var account = Account.open("account", PlanName.ENTERPRISE, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  static SentCode code(AccountId account, PhoneNumber number, int second) {
    var sentAt = NOON.plusSeconds(second);
    return new SentCode(
        MessageId.next(sentAt),
        account,
        number,
        new CodeHash(new byte[] {1, 2, (byte) second}),
        sentAt,
        sentAt.plusSeconds(900),
        5);
  }

  default SentCode sent(AccountId account, PhoneNumber number, int second) {
    return save(code(account, number, second));
  }

  default SentCode save(SentCode code) {
    unitOfWork().run(() -> codes().save(code));
    return code;
  }

  default List<SentCode> to(PhoneNumber number) {
    return unitOfWork().execute(() -> codes().to(number));
  }

  default Optional<SentCode> last(AccountId account, PhoneNumber number) {
    return unitOfWork().execute(() -> codes().last(account, number));
  }

  @Test
  default void findsTheCodesOfAllAccountsToANumber() {
    var one = open();
    var other = open();
    var second = sent(one, ONE, 2);
    var first = sent(other, ONE, 1);
    var third = sent(other, ONE, 3);
    sent(one, TWO, 4);

    assertThat(to(ONE)).containsExactly(first, second, third);
  }

  @Test
  default void replacesOnASecondSave() {
    var account = open();
    sent(account, ONE, 1);
    var tried = save(sent(account, ONE, 2).tried());

    assertThat(to(ONE)).hasSize(2);
    assertThat(last(account, ONE)).contains(tried);
  }

  @Test
  default void findsTheLastCodeOfTheAccount() {
    var one = open();
    var other = open();
    sent(one, ONE, 1);
    var last = sent(one, ONE, 2);
    sent(one, TWO, 3);
    sent(other, ONE, 4);

    assertThat(last(one, ONE)).contains(last);
    assertThat(last(other, TWO)).isEmpty();
  }

  @Test
  default void findsCodesThatAnAccountSentAfterAMoment() {
    var account = open();
    sent(account, ONE, 1);
    sent(account, ONE, 2);
    sent(account, TWO, 3);
    sent(open(), ONE, 4);

    assertThat(unitOfWork().execute(() -> codes().sent(account, NOON.plusSeconds(1))))
        .containsExactlyInAnyOrder(NOON.plusSeconds(2), NOON.plusSeconds(3));
  }

  @Test
  default void forgetsOnlyExpiredCodesToTheNumber() {
    var account = open();
    var expired = sent(account, ONE, 1);
    var later = sent(account, ONE, 2);
    var elsewhere = sent(account, TWO, 1);

    unitOfWork().run(() -> codes().forget(ONE, expired.expiresAt()));

    assertThat(to(ONE)).containsExactly(later);
    assertThat(to(TWO)).containsExactly(elsewhere);
  }

  @Test
  default void locksANumberForAllAccounts() {
    var account = open();
    var other = open();

    AtOnce.run(
        4,
        () -> {
          unitOfWork()
              .run(
                  () -> {
                    codes().lock(ONE);
                    var sent = codes().to(ONE).size();
                    if (sent < 2) {
                      codes().save(code(sent == 0 ? account : other, ONE, sent));
                    }
                  });
          return null;
        });

    assertThat(to(ONE)).hasSize(2);
  }
}
