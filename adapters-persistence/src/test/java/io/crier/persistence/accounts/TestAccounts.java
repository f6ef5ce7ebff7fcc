package io.crier.persistence.accounts;

import io.crier.application.accounts.Accounts;
import io.crier.persistence.TestDatabase;

/** Accounts for the tests of rows that belong to them. */
public final class TestAccounts {

  private TestAccounts() {}

  public static Accounts in(TestDatabase database) {
    return new JpaAccounts(database.entityManager());
  }
}
