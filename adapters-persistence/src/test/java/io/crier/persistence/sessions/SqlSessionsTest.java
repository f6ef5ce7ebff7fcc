package io.crier.persistence.sessions;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class SqlSessionsTest implements SessionsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlSessionsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Override
  public Sessions sessions() {
    return new SqlSessions(sql);
  }

  @Override
  public Nodes nodes() {
    return new SqlNodes(sql);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
