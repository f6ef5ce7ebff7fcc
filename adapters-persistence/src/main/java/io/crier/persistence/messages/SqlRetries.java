package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;
import static java.util.stream.Collectors.toMap;

import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which queued messages wait for a retry, or behind one to the same recipient. */
final class SqlRetries {

  /** A number that grows along a queue. */
  private static final String PLACE = "(%1$s.priority * 1000000000000000 + %1$s.seq)";

  private static final String WAITS = waits("o");

  /** Whether the entry {@code q} waits for no retry after a given time. */
  static final String IS_READY =
      "not exists (select 1 from queue_entry w where " + waits("q") + ")";

  private final Sql sql;

  SqlRetries(Sql sql) {
    this.sql = sql;
  }

  /** Whether {@code w} waits for a retry after a given time, and is this message or ahead of it. */
  private static String waits(String message) {
    return "w.session_id = %1$s.session_id and w.peer = %1$s.peer and w.status = 'QUEUED'"
            .formatted(message)
        + " and w.retry_at > ? and (w.priority < %1$s.priority".formatted(message)
        + " or (w.priority = %1$s.priority and w.seq <= %1$s.seq))".formatted(message);
  }

  Map<SessionId, Instant> next(Collection<SessionId> sessions, Instant now) {
    return sql
        .query(
            "select q.session_id, min(q.retry_at) from queue_entry q where q.status = 'QUEUED'"
                + " and q.retry_at > ? and q.session_id = any(cast(? as uuid array))"
                + " group by q.session_id",
            row -> Map.entry(new SessionId(row.uuid()), row.instant()),
            now,
            uuids(sessions, SessionId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  Map<MessageId, Instant> until(Collection<MessageId> ids, Instant now) {
    return sql
        .query(
            "select o.id, max(w.retry_at) from message o join queue_entry w on "
                + WAITS
                + " where o.status = 'QUEUED' and o.id = any(cast(? as uuid array)) group by o.id",
            row -> Map.entry(new MessageId(row.uuid()), row.instant()),
            now,
            uuids(ids, MessageId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  int ahead(Message message, Instant now) {
    var all =
        sql.query(
                "select count(*) from message m join queue_entry o on o.session_id = m.session_id"
                    + " where m.id = ? and o.status = 'QUEUED' and (o.priority < m.priority"
                    + " or (o.priority = m.priority and o.seq < m.seq))",
                row -> row.integer(),
                message.id().value())
            .getFirst();
    var waiting = firstRetries(message.session(), now);
    return waiting.isEmpty() ? all : all - waitingAhead(message, waiting);
  }

  /** A recipient, and the place of the first message to it that waits for a retry. */
  private record FirstRetry(String peer, long place) {}

  private List<FirstRetry> firstRetries(SessionId session, Instant now) {
    return sql.query(
        "select q.peer, min("
            + PLACE.formatted("q")
            + ") from queue_entry q"
            + " where q.session_id = ? and q.status = 'QUEUED' and q.retry_at > ? group by q.peer",
        row -> new FirstRetry(row.text(), row.number()),
        session.value(),
        now);
  }

  /** How many messages to other recipients are ahead, but wait. */
  private int waitingAhead(Message message, List<FirstRetry> waiting) {
    return sql.query(
            "select count(*) from queue_entry o join unnest(cast(? as varchar array),"
                + " cast(? as bigint array)) as w(peer, place) on w.peer = o.peer and "
                + PLACE.formatted("o")
                + " >= w.place where o.session_id = ? and o.status = 'QUEUED' and o.peer <> ? and "
                + PLACE.formatted("o")
                + " < (select "
                + PLACE.formatted("m")
                + " from message m where m.id = ?)",
            row -> row.integer(),
            texts(waiting, FirstRetry::peer),
            longs(waiting, FirstRetry::place),
            message.session().value(),
            message.peer().text(),
            message.id().value())
        .getFirst();
  }
}
