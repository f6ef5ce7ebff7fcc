package io.crier.persistence.phones;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.phones.Codes;
import io.crier.application.phones.CodesContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.accounts.TestAccounts;

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
}
