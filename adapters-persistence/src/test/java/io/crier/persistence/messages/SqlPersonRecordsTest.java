package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.events.Outbox;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.MemberReceipts;
import io.crier.application.messages.Messages;
import io.crier.application.messages.PersonRecords;
import io.crier.application.messages.PersonRecordsContract;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.events.EventRows;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlPersonRecordsTest implements PersonRecordsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlPersonRecordsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
    unitOfWork()
        .run(
            () ->
                sql.update(
                    "insert into event_counter (account_id, last) select id, 0 from account"));
  }

  @Test
  void deletesChats() {
    var session = owned(ACME);
    add(inbound(session));
    add(inbound(owned(GLOBEX)));

    assertThat(unitOfWork().execute(() -> personRecords().deleteChats(ACME, NAMES))).isEqualTo(1);
    assertThat(unitOfWork().execute(() -> sql.query("select peer from chat", row -> row.text())))
        .hasSize(1);
  }

  @Test
  void deletesNotificationsThatDoNotWait() {
    notification(new UUID(0, 1), FATIMA.text(), false);
    notification(new UUID(0, 2), FATIMA.text(), true);
    notification(new UUID(0, 3), OMAR.text(), false);

    assertThat(unitOfWork().execute(() -> personRecords().deleteNotifications(ACME, NAMES, 10)))
        .isEqualTo(1);
    assertThat(
            unitOfWork().execute(() -> sql.query("select id from notification", row -> row.uuid())))
        .containsOnly(new UUID(0, 2), new UUID(0, 3));
  }

  /** Whatever a test has done, the narrow tables say what the messages say. */
  @AfterEach
  void narrowTablesFollow() {
    NarrowTables.assertFollow(sql, unitOfWork());
  }

  private void notification(UUID id, String number, boolean waiting) {
    unitOfWork()
        .run(
            () ->
                sql.update(
                    "insert into notification (id, account_id, subscription_id, root_id, post_id,"
                        + " number, text_mode, test, created_at, waiting)"
                        + " values (?, ?, ?, 1, 1, ?, 'FULL', false, ?, ?)",
                    id,
                    ACME.value(),
                    id,
                    number,
                    NOON,
                    waiting));
  }

  @Override
  public PersonRecords personRecords() {
    return new SqlPersonRecords(sql, TestSecrets.box());
  }

  @Override
  public Events events() {
    return EventRows.events(database, new Announcements(), NOON);
  }

  @Override
  public Outbox outbox() {
    return EventRows.outbox(database);
  }

  @Override
  public MemberReceipts memberReceipts() {
    return new SqlMemberReceipts(sql);
  }

  @Override
  public Messages messages() {
    return MessageRows.messages(sql);
  }

  @Override
  public Contacts contacts() {
    return MessageRows.contacts(sql);
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
