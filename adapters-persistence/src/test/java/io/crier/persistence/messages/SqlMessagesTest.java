package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.Messages;
import io.crier.application.messages.MessagesContract;
import io.crier.application.sessions.Node;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlMessagesTest implements MessagesContract {

  private static final int SENDS = 40;

  private final TestDatabase database;
  private final Sql sql;

  SqlMessagesTest(TestDatabase database) {
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

  /** Whatever a test has done, the narrow tables say what the messages say. */
  @AfterEach
  void narrowTablesFollow() {
    NarrowTables.assertFollow(sql, unitOfWork());
  }

  @Test
  void rejectsASecondMessageInFlight() {
    var session = owned(ACME);
    var first = added(text(session));
    var second = added(text(session));
    claimed(session, first);

    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () ->
                            sql.update(
                                "insert into in_flight (session_id, account_id, message_id)"
                                    + " select session_id, account_id, id from message where id = ?",
                                second.id().value())))
        .isInstanceOfSatisfying(
            PersistenceException.class, failure -> assertThat(Sql.isDuplicate(failure)).isTrue());
    assertThat(statusOf(second)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  void storesCodesEncrypted() {
    var session = owned(ACME);
    var handling = new Handling(Priority.CODE, false, Optional.empty(), Optional.empty());

    added(text(session, MessagesContract.FATIMA, NOON, handling, "it is 493817"));

    assertThat(
            unitOfWork()
                .execute(
                    () ->
                        sql.query(
                            "select coalesce(body, '') || coalesce(content, '') from message",
                            row -> row.text())))
        .singleElement()
        .asString()
        .isNotEmpty()
        .doesNotContain("493817");
  }

  @RepeatedTest(5)
  void avoidsDeadlocksBetweenReceiptsAndCompletions() {
    var node = unitOfWork().execute(() -> nodes().join("one", LEASE));
    var sending = IntStream.range(0, SENDS).mapToObj(n -> sending(node, "session " + n)).toList();
    var completions = sending.stream().map(SqlMessagesTest::sent).toList().reversed();
    var receipts =
        sending.stream().sorted(comparing(claimed -> claimed.session().value())).toList();

    AtOnce.run(
        List.of(
            () -> unitOfWork().execute(() -> messages().complete(node, completions)),
            () -> unitOfWork().execute(() -> lock(receipts))));

    assertThat(sending).allMatch(message -> statusOf(message) == MessageStatus.SENT);
  }

  private Message sending(Node node, String name) {
    unitOfWork().run(() -> sessions().save(SessionsContract.session(ACME, name, NOON)));
    var taken = unitOfWork().execute(() -> sessions().take(node, 1)).getFirst();
    var session = new Owned(taken.session(), node, taken.epoch());
    return claimed(session, added(text(session)));
  }

  private static Messages.Completion sent(Message claimed) {
    var progress = claimed.progress().sent(NOON.plusSeconds(1));
    return new Messages.Completion(claimed, 1, claimed.whatsAppId(), progress);
  }

  /** Locks session by session, as receipts do. */
  private List<Message> lock(List<Message> receipts) {
    return receipts.stream()
        .flatMap(it -> messages().byWhatsAppIds(it.session(), List.of(it.whatsAppId())).stream())
        .toList();
  }
}
