package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;

import io.crier.application.UnitOfWork;
import io.crier.application.chats.BlockedContacts;
import io.crier.application.chats.BlockedContactsContract;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;

@OnEachDatabase
class SqlBlockedContactsTest implements BlockedContactsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlBlockedContactsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME);
  }

  @Override
  public BlockedContacts blockedContacts() {
    return new SqlBlockedContacts(sql);
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
