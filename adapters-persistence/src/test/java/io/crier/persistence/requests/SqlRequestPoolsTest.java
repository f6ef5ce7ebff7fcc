package io.crier.persistence.requests;

import io.crier.application.UnitOfWork;
import io.crier.application.requests.RequestPools;
import io.crier.application.requests.RequestPoolsContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class SqlRequestPoolsTest implements RequestPoolsContract {

  private final TestDatabase database;

  SqlRequestPoolsTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public RequestPools requestPools() {
    return new SqlRequestPools(new Sql(database.entityManager()));
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
