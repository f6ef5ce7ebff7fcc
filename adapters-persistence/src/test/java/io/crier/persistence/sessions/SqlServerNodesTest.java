package io.crier.persistence.sessions;

import static io.crier.application.sessions.SessionsContract.ACME;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.ServerNodes;
import io.crier.application.sessions.ServerNodesContract;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class SqlServerNodesTest implements ServerNodesContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlServerNodesTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME);
  }

  @Override
  public ServerNodes serverNodes() {
    return new SqlServerNodes(sql);
  }

  @Override
  public Nodes nodes() {
    return SessionRows.nodes(sql);
  }

  @Override
  public Sessions sessions() {
    return SessionRows.sessions(sql);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
