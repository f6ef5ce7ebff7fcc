package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.MemberReceipts;
import io.crier.application.messages.MemberReceiptsContract;
import io.crier.application.messages.Messages;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.MessageStatus;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlMemberReceiptsTest implements MemberReceiptsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlMemberReceiptsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME);
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
  public MemberReceipts memberReceipts() {
    return new SqlMemberReceipts(sql);
  }

  @Test
  void forgetsThemWithTheirMessages() {
    var message = added(text(owned(ACME)));
    var receipt = MemberReceipt.of(OMAR, MessageStatus.READ, NOON, Optional.empty());
    unitOfWork()
        .run(
            () ->
                memberReceipts().keep(List.of(new MemberReceipts.Arrived(message.id(), receipt))));

    unitOfWork().run(() -> sql.update("delete from message where id = ?", message.id().value()));

    assertThat(unitOfWork().execute(() -> memberReceipts().of(message.id()))).isEmpty();
  }
}
