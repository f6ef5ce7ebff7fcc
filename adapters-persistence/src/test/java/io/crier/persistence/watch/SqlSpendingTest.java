package io.crier.persistence.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.watch.Spending;
import io.crier.application.watch.SpendingContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class SqlSpendingTest implements SpendingContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlSpendingTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
  }

  @Override
  public Spending spending() {
    return new SqlSpending(sql);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
