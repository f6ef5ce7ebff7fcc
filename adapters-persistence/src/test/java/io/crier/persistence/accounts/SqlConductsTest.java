package io.crier.persistence.accounts;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Conducts;
import io.crier.application.accounts.ConductsContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class SqlConductsTest implements ConductsContract {

  private final TestDatabase database;

  SqlConductsTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return new JpaAccounts(database.entityManager());
  }

  @Override
  public Conducts conducts() {
    return new SqlConducts(new Sql(database.entityManager()));
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
