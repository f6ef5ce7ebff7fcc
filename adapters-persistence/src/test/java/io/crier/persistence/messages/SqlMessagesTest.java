package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.Messages;
import io.crier.application.messages.MessagesContract;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.domain.messages.MessageStatus;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;
import jakarta.persistence.PersistenceException;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlMessagesTest implements MessagesContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlMessagesTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Override
  public Messages messages() {
    return new SqlMessages(sql);
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

  @Test
  void theDatabaseItselfRefusesASecondMessageInFlight() {
    var session = owned(ACME);
    var first = added(MessagesContract.text(session));
    var second = added(MessagesContract.text(session));
    claimed(session, first);

    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () ->
                            sql.update(
                                "update message set status = 'SENDING',"
                                    + " inflight_session = session_id where id = ?",
                                second.id().value())))
        .isInstanceOfSatisfying(
            PersistenceException.class, failure -> assertThat(Sql.isDuplicate(failure)).isTrue());
    assertThat(statusOf(second)).isEqualTo(MessageStatus.QUEUED);
  }
}
