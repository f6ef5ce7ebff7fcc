package io.crier.persistence.accounts;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Allowances;
import io.crier.application.accounts.AllowancesContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class SqlAllowancesTest implements AllowancesContract {

  private final TestDatabase database;

  SqlAllowancesTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return new JpaAccounts(database.entityManager());
  }

  @Override
  public Allowances allowances() {
    return new SqlAllowances(new Sql(database.entityManager()));
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
