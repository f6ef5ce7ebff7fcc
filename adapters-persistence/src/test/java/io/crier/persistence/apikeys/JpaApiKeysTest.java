package io.crier.persistence.apikeys;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.apikeys.ApiKeys;
import io.crier.application.apikeys.ApiKeysContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.accounts.TestAccounts;

@OnEachDatabase
class JpaApiKeysTest implements ApiKeysContract {

  private final TestDatabase database;

  JpaApiKeysTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public ApiKeys apiKeys() {
    return new JpaApiKeys(database.entityManager());
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
