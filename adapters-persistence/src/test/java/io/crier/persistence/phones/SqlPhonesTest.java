package io.crier.persistence.phones;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.phones.Phones;
import io.crier.application.phones.PhonesContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.accounts.TestAccounts;

@OnEachDatabase
class SqlPhonesTest implements PhonesContract {

  private final TestDatabase database;

  SqlPhonesTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public Phones phones() {
    return new SqlPhones(new Sql(database.entityManager()));
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
