package io.crier.persistence.accounts;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.AccountsContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class JpaAccountsTest implements AccountsContract {

  private final TestDatabase database;

  JpaAccountsTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return new JpaAccounts(database.entityManager());
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
