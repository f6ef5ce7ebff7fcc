package io.crier.persistence.sessions;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.OwnerNotes;
import io.crier.application.sessions.OwnerNotesContract;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

@OnEachDatabase
class SqlOwnerNotesTest implements OwnerNotesContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlOwnerNotesTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, SessionsContract.ACME);
  }

  @Override
  public OwnerNotes ownerNotes() {
    return new SqlOwnerNotes(sql);
  }

  @Override
  public Sessions sessions() {
    return SessionRows.sessions(sql);
  }

  @Override
  public Nodes nodes() {
    return SessionRows.nodes(sql);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
