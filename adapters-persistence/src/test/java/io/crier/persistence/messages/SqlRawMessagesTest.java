package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.Messages;
import io.crier.application.messages.RawMessages;
import io.crier.application.messages.RawMessagesContract;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlRawMessagesTest implements RawMessagesContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlRawMessagesTest(TestDatabase database) {
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
  public RawMessages rawMessages() {
    return new SqlRawMessages(sql, TestSecrets.box());
  }

  @Test
  void sealsThem() {
    keep("{\"text\":\"private words\"}");

    assertThat(
            unitOfWork().execute(() -> sql.query("select json from raw_message", Sql.Row::bytes)))
        .singleElement()
        .matches(stored -> !new String(stored, ISO_8859_1).contains("private"));
  }

  @Test
  void forgetsThemWithTheirMessages() {
    var message = keep("{}");

    unitOfWork().run(() -> sql.update("delete from message where id = ?", message.id().value()));

    assertThat(unitOfWork().execute(() -> rawMessages().find(ACME, message.id()))).isEmpty();
  }
}
