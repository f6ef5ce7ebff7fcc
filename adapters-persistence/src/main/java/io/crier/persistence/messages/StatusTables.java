package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.instants;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;

import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Narrow tables beside the messages that know which of them wait, fly, were tried, or are looked
 * for by their status. They follow in the transaction that has changed a message, and so has locked
 * it; no index of the messages has a column that changes.
 */
public final class StatusTables {

  private static final Set<MessageStatus> WAITING =
      EnumSet.of(MessageStatus.QUEUED, MessageStatus.SCHEDULED);

  /** Those besides the waiting ones and those in flight that few messages have, or may have. */
  private static final Set<MessageStatus> LISTED =
      EnumSet.of(MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.CANCELLED);

  private static final String TO_QUEUE =
      "insert into queue_entry (account_id, status, message_id, session_id, peer, priority, seq,"
          + " send_at, retry_at, tried_at) select m.account_id, m.status, m.id, m.session_id,"
          + " m.peer, m.priority, m.seq, m.due_at, m.retry_at, m.began_at from ";

  private static final String WAITS = " where m.status in ('QUEUED', 'SCHEDULED')";

  private static final String KEYS =
      "select account_id, status, message_id from unnest(cast(? as uuid array),"
          + " cast(? as varchar array), cast(? as uuid array))"
          + " as given(account_id, status, message_id)";

  private static final String HAS_KEY =
      "m.account_id = c.account_id and m.status = c.status and m.message_id = c.message_id";

  private static final String IS_ATTEMPT =
      "m.session_id = c.session_id and m.began_at = c.began_at and m.message_id = c.message_id";

  private final Sql sql;

  public StatusTables(Sql sql) {
    this.sql = sql;
  }

  /** The table whose entries are the messages with this status, unless most messages have it. */
  static Optional<String> listing(MessageStatus status) {
    return switch (status) {
      case QUEUED, SCHEDULED -> Optional.of("queue_entry");
      case SENDING -> Optional.of("in_flight");
      case SENT, FAILED, CANCELLED -> Optional.of("status_entry");
      case DELIVERED, READ, PLAYED, RECEIVED -> Optional.empty();
    };
  }

  /** Adds new messages by this statement. */
  void add(String insert, Object[] values, List<Message> messages) {
    if (sql.isPostgres()) {
      sql.update("with m as (" + insert + " returning *) " + TO_QUEUE + "m" + WAITS, values);
    } else {
      sql.update(insert, values);
      queued(messages);
    }
    listed(messages);
  }

  /** These were queued from another status than scheduled. */
  void queued(List<Message> messages) {
    var waiting = those(messages, it -> WAITING.contains(it.status()));
    if (!waiting.isEmpty()) {
      sql.update(
          TO_QUEUE + "message m" + WAITS + " and m.id = any(cast(? as uuid array))", ids(waiting));
    }
  }

  /** These may now be looked for by their status. */
  void listed(List<Message> messages) {
    var listed = those(messages, it -> LISTED.contains(it.status()) && !it.priority().isOwn());
    if (!listed.isEmpty()) {
      sql.update(
          "insert into status_entry (account_id, status, message_id) " + KEYS,
          keys(listed, Message::status));
    }
  }

  /** These scheduled ones are queued now. */
  void due(List<Message> messages) {
    if (!messages.isEmpty()) {
      var scheduled = keys(messages, it -> MessageStatus.SCHEDULED);
      sql.update(
          sql.updateFromMatching("queue_entry", KEYS, HAS_KEY, "status = 'QUEUED'"), scheduled);
    }
  }

  /** These queued ones are in flight now. */
  void claimed(List<Message> messages, Instant now) {
    if (messages.isEmpty()) {
      return;
    }
    forgetEarlierAttempts(messages);
    delete("queue_entry", keys(messages, it -> MessageStatus.QUEUED));
    fly(messages);
    sql.update(
        "insert into attempt (session_id, began_at, message_id) select * from"
            + " unnest(cast(? as uuid array), cast(? as timestamp with time zone array),"
            + " cast(? as uuid array))",
        uuids(messages, it -> it.session().value()),
        instants(messages, it -> Optional.of(now)),
        ids(messages));
  }

  /** Fails if another message of one of their sessions is in flight. */
  private void fly(List<Message> messages) {
    if (!messages.isEmpty()) {
      sql.update(
          "insert into in_flight (session_id, account_id, message_id) select * from"
              + " unnest(cast(? as uuid array), cast(? as uuid array), cast(? as uuid array))",
          uuids(messages, it -> it.session().value()),
          uuids(messages, it -> it.account().value()),
          ids(messages));
    }
  }

  private void forgetEarlierAttempts(List<Message> claimed) {
    var again = those(claimed, it -> it.progress().attempt() > 1);
    if (!again.isEmpty()) {
      forgetAttempts(
          "select q.session_id, q.tried_at as began_at, q.message_id from queue_entry q join ("
              + KEYS
              + ") g on g.account_id = q.account_id and g.status = q.status"
              + " and g.message_id = q.message_id where q.tried_at is not null",
          keys(again, it -> MessageStatus.QUEUED));
    }
  }

  /** These are no longer in flight, unless they are tried once more. */
  void landed(List<Message> messages) {
    var landed = those(messages, it -> it.status() != MessageStatus.SENDING);
    land(landed);
    queued(landed);
    listed(landed);
  }

  /** These waited. */
  void cancelled(List<Message> messages) {
    leaveQueue(messages);
    listed(messages);
  }

  /** These had any status before. */
  void moved(List<Message> messages) {
    land(messages);
    fly(those(messages, it -> it.status() == MessageStatus.SENDING));
    leaveQueue(those(messages, it -> !it.status().isSent()));
    unlist(messages);
    queued(messages);
    listed(messages);
  }

  private void land(List<Message> messages) {
    if (!messages.isEmpty()) {
      sql.update(
          sql.deleteFrom(
              "in_flight",
              "select session_id, message_id from unnest(cast(? as uuid array),"
                  + " cast(? as uuid array)) as given(session_id, message_id)",
              "m.session_id = c.session_id and m.message_id = c.message_id"),
          uuids(messages, it -> it.session().value()),
          ids(messages));
    }
  }

  private void leaveQueue(List<Message> messages) {
    WAITING.forEach(status -> delete("queue_entry", keys(messages, it -> status)));
  }

  /** What a receipt has moved was sent before, or in flight. */
  private void unlist(List<Message> messages) {
    delete("status_entry", keys(messages, it -> MessageStatus.SENT));
    var others = those(messages, it -> !it.status().isSent());
    delete("status_entry", keys(others, it -> MessageStatus.FAILED));
    delete("status_entry", keys(others, it -> MessageStatus.CANCELLED));
  }

  /** These will move to the queue of another session. */
  void reassigning(Sql.Column ids, SessionId session) {
    sql.update(
        sql.updateFromMatching(
            "attempt",
            "select m.session_id, m.began_at, m.id as message_id, cast(? as uuid) as to_session"
                + " from message m where m.began_at is not null"
                + " and m.id = any(cast(? as uuid array))",
            IS_ATTEMPT,
            "session_id = c.to_session"),
        session.value(),
        ids);
  }

  void reassigned(List<Message> messages) {
    if (!messages.isEmpty()) {
      leaveQueue(messages);
      queued(messages);
    }
  }

  void renamed(SessionId session, Recipient was, Recipient is) {
    sql.update(
        "update queue_entry set peer = ? where session_id = ? and peer = ?",
        is.text(),
        session.value(),
        was.text());
  }

  private void delete(String table, Object[] keys) {
    if (((Sql.Column) keys[0]).values().length > 0) {
      sql.update(sql.deleteFrom(table, KEYS, HAS_KEY), keys);
    }
  }

  /** These are about to be deleted. */
  public void forget(Sql.Column ids) {
    forgetAttempts(
        "select g.session_id, g.began_at, g.id as message_id from message g"
            + " where g.began_at is not null and g.id = any(cast(? as uuid array))",
        ids);
    sql.update(
        sql.deleteFrom(
            "status_entry",
            "select g.account_id, g.status, g.id as message_id from message g"
                + " where g.id = any(cast(? as uuid array))",
            HAS_KEY),
        ids);
  }

  private void forgetAttempts(String source, Object... parameters) {
    sql.update(sql.deleteFrom("attempt", source, IS_ATTEMPT), parameters);
  }

  private static List<Message> those(List<Message> messages, Predicate<Message> condition) {
    return messages.stream().filter(condition).toList();
  }

  private static Sql.Column ids(List<Message> messages) {
    return uuids(messages, it -> it.id().value());
  }

  private static Object[] keys(List<Message> messages, Function<Message, MessageStatus> status) {
    return new Object[] {
      uuids(messages, it -> it.account().value()),
      texts(messages, it -> status.apply(it).name()),
      ids(messages)
    };
  }
}
