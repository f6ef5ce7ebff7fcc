package io.crier.persistence.sessions;

import io.crier.domain.accounts.AccountId;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

/** Accounts that the rows of other tests reference. */
public final class AccountRows {

  private AccountRows() {}

  public static void add(TestDatabase database, AccountId... accounts) {
    var sql = new Sql(database.entityManager());
    database
        .unitOfWork()
        .run(
            () -> {
              for (var account : accounts) {
                sql.update(
                    "insert into account (id, version, name, plan, doubtful, created_at)"
                        + " values (?, 1, 'Somebody', 'FREE', 'REPEAT', current_timestamp)",
                    account.value());
              }
            });
  }
}
