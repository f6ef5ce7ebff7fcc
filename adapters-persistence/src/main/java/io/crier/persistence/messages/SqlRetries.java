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

  /** Whether {@code m} waits for no retry after a given time. */
  static final String IS_READY = "not exists (select 1 from message w where " + waits("m") + ")";

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
            "select m.session_id, min(m.retry_at) from message m where m.status = 'QUEUED'"
                + " and m.retry_at > ? and m.session_id = any(cast(? as uuid array))"
                + " group by m.session_id",
            row -> Map.entry(new SessionId(row.uuid()), row.instant()),
            now,
            uuids(sessions, SessionId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  Map<MessageId, Instant> until(Collection<MessageId> ids, Instant now) {
    return sql
        .query(
            "select o.id, max(w.retry_at) from message o join message w on "
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
                "select count(*) from message m join message o on o.session_id = m.session_id"
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
        "select m.peer, min("
            + PLACE.formatted("m")
            + ") from message m"
            + " where m.session_id = ? and m.status = 'QUEUED' and m.retry_at > ? group by m.peer",
        row -> new FirstRetry(row.text(), row.number()),
        session.value(),
        now);
  }

  /** How many messages to other recipients are ahead, but wait. */
  private int waitingAhead(Message message, List<FirstRetry> waiting) {
    return sql.query(
            "select count(*) from message o join unnest(cast(? as varchar array),"
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
