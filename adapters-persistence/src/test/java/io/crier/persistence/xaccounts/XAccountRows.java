package io.crier.persistence.xaccounts;

import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.xaccounts.XAccount;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import java.time.Instant;

/** Authors that the rows of other tests reference. */
public final class XAccountRows {

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private XAccountRows() {}

  public static XAccounts xAccounts(Sql sql) {
    return new SqlXAccounts(sql);
  }

  public static void add(TestDatabase database, XAccount... accounts) {
    var xAccounts = xAccounts(new Sql(database.entityManager()));
    database
        .unitOfWork()
        .run(
            () -> {
              for (var account : accounts) {
                xAccounts.keep(account, LONG_AGO);
              }
            });
  }
}
