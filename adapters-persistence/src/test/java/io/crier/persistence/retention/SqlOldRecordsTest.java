package io.crier.persistence.retention;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.Messages;
import io.crier.application.messages.MessagesFixture;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.messages.MessageRows;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlOldRecordsTest implements MessagesFixture {

  private static final Instant LATER = NOON.plus(Duration.ofDays(1));
  private static final int ALL = 100;

  private final TestDatabase database;
  private final Sql sql;
  private final SqlOldRecords oldRecords;

  SqlOldRecordsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    this.oldRecords = new SqlOldRecords(sql);
    AccountRows.add(database, ACME);
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

  @Test
  void forgetsTheOldestMessagesFirst() {
    var session = owned(ACME);
    var first = cancelled(text(session, FATIMA, NOON, Handling.ORDINARY, "one"));
    var second = cancelled(text(session, FATIMA, NOON.plusMillis(1), Handling.ORDINARY, "two"));
    var recent = cancelled(text(session, FATIMA, LATER, Handling.ORDINARY, "three"));

    assertThat(forgetMessages(LATER, 1)).isEqualTo(1);
    assertThat(find(first)).isEmpty();
    assertThat(find(second)).isPresent();

    assertThat(forgetMessages(LATER, ALL)).isEqualTo(1);
    assertThat(find(second)).isEmpty();
    assertThat(find(recent)).isPresent();
  }

  @Test
  void keepsMessagesThatAreUnderWay() {
    var session = owned(ACME);
    var scheduled = added(scheduled(session, LATER));
    var sending = claimed(session, added(text(session)));
    var queued = added(text(session));

    assertThat(forgetMessages(LATER, ALL)).isZero();

    assertThat(List.of(scheduled, sending, queued)).allMatch(it -> find(it).isPresent());
  }

  @Test
  void forgetsChatsAndContactsWithTheirLastMessage() {
    var session = owned(ACME);
    know(session, FATIMA, "1@lid", Optional.of(NOON));
    know(session, OMAR, "2@lid", Optional.of(NOON));
    cancelled(text(session, FATIMA, NOON, Handling.ORDINARY, "one"));
    cancelled(text(session, OMAR, NOON, Handling.ORDINARY, "two"));
    cancelled(text(session, OMAR, LATER, Handling.ORDINARY, "three"));

    assertThat(forgetMessages(LATER, ALL)).isEqualTo(2);

    assertThat(sql("select peer from chat")).containsExactly(OMAR.text());
    assertThat(sql("select recipient from contact")).containsExactly(OMAR.text());
  }

  @Test
  void keepsContactsThatWereCheckedSince() {
    var session = owned(ACME);
    know(session, FATIMA, "1@lid", Optional.of(NOON));
    cancelled(text(session, FATIMA, NOON.minus(Duration.ofDays(2)), Handling.ORDINARY, "long ago"));

    assertThat(forgetMessages(NOON, ALL)).isEqualTo(1);

    assertThat(sql("select recipient from contact")).containsExactly(FATIMA.text());
  }

  @Test
  void forgetsContactsThatWereOnlyLookedUp() {
    var session = owned(ACME);
    know(session, FATIMA, "1@lid", Optional.empty());
    know(session, OMAR, "2@lid", Optional.of(NOON));

    assertThat(unitOfWork().execute(() -> oldRecords.forgetContacts(NOON, ALL))).isZero();
    assertThat(unitOfWork().execute(() -> oldRecords.forgetContacts(LATER, ALL))).isEqualTo(1);

    assertThat(sql("select recipient from contact")).containsExactly(OMAR.text());
  }

  @Test
  void forgetsNotificationsWithTheirMessagesThenPosts() {
    var session = owned(ACME);
    var carried = cancelled(text(session));
    var queued = added(text(session));
    posts(1, 2, 3);
    notification(carried.id().value(), 1, NOON, false);
    notification(queued.id().value(), 2, NOON, false);
    notification(new UUID(0, 1), 2, NOON, true);

    assertThat(forgetNotifications(NOON)).isZero();
    assertThat(forgetNotifications(LATER)).isEqualTo(1);
    assertThat(find(carried)).isEmpty();
    assertThat(find(queued)).isPresent();

    assertThat(unitOfWork().execute(() -> oldRecords.forgetPosts(LATER, ALL))).isEqualTo(2);
    assertThat(sql("select id from x_post")).containsExactly("2");
  }

  private int forgetMessages(Instant before, int limit) {
    return unitOfWork().execute(() -> oldRecords.forgetMessages(before, limit));
  }

  private int forgetNotifications(Instant before) {
    return unitOfWork().execute(() -> oldRecords.forgetNotifications(before, ALL));
  }

  private Message cancelled(Message message) {
    add(message);
    unitOfWork().run(() -> messages().cancel(ACME, List.of(message.id()), message.createdAt()));
    assertThat(statusOf(message)).isEqualTo(MessageStatus.CANCELLED);
    return message;
  }

  private List<String> sql(String query) {
    return unitOfWork().execute(() -> sql.query(query, row -> row.text()));
  }

  private void posts(long... ids) {
    unitOfWork()
        .run(
            () -> {
              sql.update(
                  "insert into x_account (id, username, state, as_of)"
                      + " values (7, 'nasa', 'ACTIVE', ?)",
                  NOON);
              for (var id : ids) {
                sql.update(
                    "insert into x_post (id, root_id, author_id, kind, text, seen_at)"
                        + " values (?, ?, 7, 'ORIGINAL', 'news', ?)",
                    id,
                    id,
                    NOON);
              }
            });
  }

  private void notification(UUID id, long post, Instant at, boolean waiting) {
    unitOfWork()
        .run(
            () ->
                sql.update(
                    "insert into notification (id, account_id, subscription_id, root_id, post_id,"
                        + " number, text_mode, test, created_at, waiting)"
                        + " values (?, ?, ?, ?, ?, '+966501234567', 'FULL', false, ?, ?)",
                    id,
                    ACME.value(),
                    id,
                    post,
                    post,
                    at,
                    waiting));
  }
}
