package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.Messages;
import io.crier.application.messages.Statistics;
import io.crier.application.messages.StatisticsContract;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;

@OnEachDatabase
class SqlStatisticsTest implements StatisticsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlStatisticsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Override
  public Messages messages() {
    return new SqlMessages(sql, TestSecrets.box());
  }

  @Override
  public Contacts contacts() {
    return new SqlContacts(sql);
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

  @Override
  public Statistics statistics() {
    return new SqlStatistics(sql);
  }
}
