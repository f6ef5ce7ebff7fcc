package io.crier.persistence.phones;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;

import io.crier.application.UnitOfWork;
import io.crier.application.phones.AlertSenders;
import io.crier.application.phones.AlertSendersContract;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;

@OnEachDatabase
class SqlAlertSendersTest implements AlertSendersContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlAlertSendersTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Override
  public AlertSenders senders() {
    return new SqlAlertSenders(sql, sessions());
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
