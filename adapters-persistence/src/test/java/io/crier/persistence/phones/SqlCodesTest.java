package io.crier.persistence.phones;

import static io.crier.application.Actors.admin;
import static io.crier.application.phones.AlertSendersContract.ONE;
import static io.crier.domain.phones.PhoneProblem.CODE_USED_UP;
import static io.crier.domain.phones.PhoneProblem.INVALID_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.phones.Codes;
import io.crier.application.phones.CodesContract;
import io.crier.application.phones.PhonesContract;
import io.crier.application.phones.VerifyPhone;
import io.crier.domain.Refused;
import io.crier.domain.phones.CodePolicy;
import io.crier.domain.phones.VerificationCode;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.accounts.TestAccounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlCodesTest implements CodesContract {

  private final TestDatabase database;

  SqlCodesTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public Codes codes() {
    return new SqlCodes(new Sql(database.entityManager()));
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Test
  void countsConcurrentWrongCodes() {
    var account = open();
    var phones = new SqlPhones(new Sql(database.entityManager()));
    var sent = sent(account, ONE, 1);
    unitOfWork().run(() -> phones.save(PhonesContract.phone(account, ONE, NOON)));
    var verifyPhone =
        new VerifyPhone(
            phones,
            codes(),
            new HmacCodeHashes(TestSecrets.secrets()),
            new CodePolicy("{code}", Duration.ofMinutes(15), 5, List.of(Duration.ZERO), 5, 20),
            unitOfWork(),
            sent::sentAt);

    var results =
        AtOnce.run(
            12,
            () -> {
              try {
                return Optional.of(
                    verifyPhone.verify(admin(account), ONE, new VerificationCode("123456")));
              } catch (Refused refused) {
                return refused.problem();
              }
            });

    assertThat(results).filteredOn(INVALID_CODE::equals).hasSize(5);
    assertThat(results).filteredOn(CODE_USED_UP::equals).hasSize(7);
    assertThat(last(account, ONE)).hasValueSatisfying(it -> assertThat(it.triesLeft()).isZero());
  }
}
