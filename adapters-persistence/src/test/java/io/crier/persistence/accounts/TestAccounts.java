package io.crier.persistence.accounts;

import io.crier.application.accounts.Accounts;
import io.crier.persistence.TestDatabase;

/** The accounts to which all else in a test database belongs. */
public final class TestAccounts {

  private TestAccounts() {}

  public static Accounts in(TestDatabase database) {
    return new JpaAccounts(database.entityManager());
  }
}
