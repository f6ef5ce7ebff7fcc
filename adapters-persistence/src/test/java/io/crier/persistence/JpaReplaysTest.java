package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Replays;
import io.crier.application.ReplaysContract;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.persistence.accounts.TestAccounts;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class JpaReplaysTest implements ReplaysContract {

  private final TestDatabase database;

  JpaReplaysTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public Replays replays() {
    return new JpaReplays(database.entityManager(), TestSecrets.box());
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Test
  void storesResponsesEncrypted() throws SQLException {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    unitOfWork()
        .run(
            () -> {
              accounts().save(account);
              database.entityManager().flush();
              replays().add(account.id(), "key", ANSWER, NOON);
            });

    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select body from replay")) {
      assertThat(rows.next()).isTrue();
      assertThat(new String(rows.getBytes(1), StandardCharsets.UTF_8)).doesNotContain("body");
    }
  }
}
