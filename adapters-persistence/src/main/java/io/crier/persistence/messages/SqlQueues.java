package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.integers;
import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.uuids;
import static io.crier.persistence.messages.MessageColumns.COLUMNS;
import static io.crier.persistence.messages.MessageColumns.PROGRESS;
import static io.crier.persistence.messages.MessageColumns.PROGRESS_ARRAYS;
import static io.crier.persistence.messages.MessageColumns.PROGRESS_COLUMNS;
import static io.crier.persistence.messages.MessageColumns.SELECT;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.crier.application.messages.Messages;
import io.crier.application.sessions.Node;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the queues of sessions, claims messages from them, and completes them. */
final class SqlQueues {

  private static final String IS_KNOWN_CONTACT =
      "exists (select 1 from contact k where k.session_id = m.session_id"
          + " and k.recipient = m.peer and k.met_at is not null)";

  /**
   * Whether the node of row {@code c} still owns the session. A scalar subquery instead of a join
   * makes the planner look the session up by its id, whatever its statistics.
   */
  private static final String IS_OWNER =
      "c.epoch = (select s.owner_epoch from session s"
          + " where s.id = m.session_id and s.owner_node = c.node)"
          + " and exists (select 1 from node n where n.id = c.node and n.epoch = c.life"
          + " and n.expires_at > current_timestamp)";

  /** Whether nobody has stopped the session, on this node or another. */
  private static final String MAY_SEND =
      " and exists (select 1 from session s where s.id = m.session_id and not s.paused"
          + " and not s.disabled and (m.test or s.wanted = 'ON'))";

  /** Sessions per query. Only two sizes, so that the database can reuse its plans. */
  private static final int SMALL_BATCH = 5;

  private static final int LARGE_BATCH = 50;

  private static final SessionId PADDING = new SessionId(new UUID(0, 0));

  /** The number of recent sends that the health of a session is judged by. */
  private static final int RECENT_SENDS = 20;

  private final Sql sql;
  private final MessageColumns columns;
  private final StatusTables tables;

  SqlQueues(Sql sql, MessageColumns columns, StatusTables tables) {
    this.sql = sql;
    this.columns = columns;
    this.tables = tables;
  }

  Map<SessionId, Integer> queued(Collection<SessionId> sessions) {
    return sql
        .query(
            "select q.session_id, count(*) from queue_entry q where q.status = 'QUEUED'"
                + " and q.session_id = any(cast(? as uuid array)) group by q.session_id",
            row -> Map.entry(new SessionId(row.uuid()), row.integer()),
            uuids(sessions, SessionId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  List<Message> heads(Collection<SessionId> sessions, Set<SessionId> metOnly, int limit) {
    return first(sessions, metOnly, "", limit);
  }

  List<Message> ready(
      Collection<SessionId> sessions, Set<SessionId> metOnly, int limit, Instant now) {
    return first(sessions, metOnly, " and " + SqlRetries.IS_READY, now, limit);
  }

  private List<Message> first(
      Collection<SessionId> sessions,
      Set<SessionId> metOnly,
      String condition,
      Object... parameters) {
    var all = new ArrayList<Object>(List.of(uuids(metOnly, SessionId::value)));
    Collections.addAll(all, parameters);
    return queryEach(
        sessions,
        "select "
            + COLUMNS
            + ", m.seq from queue_entry q join message m on m.id = q.message_id"
            + " where q.session_id = {session} and q.status = 'QUEUED'"
            + " and (not q.session_id = any(cast(? as uuid array)) or "
            + IS_KNOWN_CONTACT
            + ")"
            + condition
            + " order by q.priority, q.seq limit ?",
        "session_id, priority, seq",
        all,
        columns::read);
  }

  List<Message> claim(Node node, List<Messages.Claim> claims, Instant now) {
    var firstPerSession = new LinkedHashMap<SessionId, Messages.Claim>();
    claims.forEach(claim -> firstPerSession.putIfAbsent(claim.session(), claim));
    var claimed =
        read(
            sql.updateReturning(
                sql.updateFrom(
                    "message",
                    "select id, session_id, epoch, turn, cast(? as varchar) as node,"
                        + " cast(? as bigint) as life, cast(? as timestamp with time zone) as began_at"
                        + " from unnest(cast(? as uuid array), cast(? as uuid array),"
                        + " cast(? as bigint array), cast(? as integer array))"
                        + " as given(id, session_id, epoch, turn)",
                    "m.status = 'QUEUED' and m.session_id = c.session_id and "
                        + IS_OWNER
                        + MAY_SEND
                        + " and not exists"
                        + " (select 1 from in_flight f where f.session_id = m.session_id)",
                    "status = 'SENDING', attempt = m.attempt + 1, retry_at = null, turn = c.turn,"
                        + " owner_epoch = c.epoch, began_at = c.began_at, reaches_out = not "
                        + IS_KNOWN_CONTACT),
                COLUMNS),
            node.id(),
            node.epoch(),
            now,
            uuids(firstPerSession.values(), claim -> claim.message().value()),
            uuids(firstPerSession.values(), claim -> claim.session().value()),
            longs(firstPerSession.values(), Messages.Claim::epoch),
            integers(firstPerSession.values(), Messages.Claim::turn));
    tables.claimed(claimed, now);
    return claimed;
  }

  List<Message> complete(Node node, List<Messages.Completion> completions) {
    var ended = completions.stream().map(SqlQueues::toMessage).toList();
    lockInOrder(ended);
    var parameters = new ArrayList<Object>();
    parameters.add(node.id());
    parameters.add(node.epoch());
    parameters.add(longs(completions, Messages.Completion::epoch));
    parameters.addAll(MessageColumns.progress(ended));
    var changed =
        new HashSet<>(
            sql.query(
                sql.updateReturning(
                    sql.updateFrom(
                        "message",
                        "select given.*, cast(? as varchar) as node, cast(? as bigint) as life"
                            + " from unnest(cast(? as bigint array), "
                            + PROGRESS_ARRAYS
                            + ") as given(epoch, "
                            + PROGRESS_COLUMNS
                            + ")",
                        "m.status = 'SENDING' and " + IS_OWNER,
                        PROGRESS),
                    "m.id"),
                row -> new MessageId(row.uuid()),
                parameters.toArray()));
    var landed = ended.stream().filter(message -> changed.contains(message.id())).toList();
    tables.landed(landed);
    return landed;
  }

  /**
   * Locks in the same order as receipts do, session by session, to avoid deadlocks. H2 ignores the
   * order, so there a conflict is retried.
   */
  private void lockInOrder(List<Message> ended) {
    if (sql.isPostgres()) {
      sql.query(
          "select m.id from message m where m.id = any(cast(? as uuid array))"
              + " order by m.session_id, m.id for update",
          row -> row.uuid(),
          uuids(ended, message -> message.id().value()));
    }
  }

  private static Message toMessage(Messages.Completion completion) {
    var claimed = completion.message();
    return new Message(
        claimed.id(),
        claimed.account(),
        claimed.session(),
        claimed.direction(),
        claimed.peer(),
        claimed.address(),
        claimed.content(),
        claimed.handling(),
        completion.whatsAppId(),
        claimed.createdAt(),
        completion.progress());
  }

  List<Message> inFlight(Collection<SessionId> sessions) {
    return read(
        SELECT
            + "join in_flight f on f.message_id = m.id"
            + " where f.session_id = any(cast(? as uuid array)) order by m.id",
        uuids(sessions, SessionId::value));
  }

  Map<SessionId, Messages.Trail> trails(Collection<SessionId> sessions, Instant dayStart) {
    var today =
        sql
            .query(
                "select a.session_id, count(*),"
                    + " count(distinct case when m.reaches_out then m.peer end)"
                    + " from attempt a join message m on m.id = a.message_id"
                    + " where a.session_id = any(cast(? as uuid array)) and a.began_at >= ?"
                    + " group by a.session_id",
                row -> Map.entry(new SessionId(row.uuid()), new Day(row.integer(), row.integer())),
                uuids(sessions, SessionId::value),
                dayStart)
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    var last =
        queryEach(
                sessions,
                "select m.session_id, m.turn, case m.status when 'SENDING' then m.began_at"
                    + " when 'FAILED' then m.ended_at else coalesce(m.sent_at, m.began_at) end"
                    + " from attempt a join message m on m.id = a.message_id"
                    + " where a.session_id = {session}"
                    + " order by a.began_at desc, m.turn desc limit 1",
                "session_id",
                List.of(),
                row ->
                    Map.entry(
                        new SessionId(row.uuid()), new Last(row.integer(), row.maybeInstant())))
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Set.copyOf(sessions).stream()
        .collect(
            toMap(
                Function.identity(),
                session -> {
                  var attempt = last.getOrDefault(session, Last.NONE);
                  var day = today.getOrDefault(session, Day.NONE);
                  return new Messages.Trail(attempt.end(), attempt.turn(), day.sent(), day.met());
                }));
  }

  private record Last(int turn, Optional<Instant> end) {
    static final Last NONE = new Last(0, Optional.empty());
  }

  private record Day(int sent, int met) {
    static final Day NONE = new Day(0, 0);
  }

  Map<SessionId, Messages.QueueHealth> health(Collection<SessionId> sessions) {
    var lengths = queued(sessions);
    var oldest = oldest(lengths.keySet());
    var recent =
        queryEach(
                sessions,
                "select m.session_id, max(m.sent_at) as last_sent, max(greatest(m.sent_at,"
                    + " coalesce(m.delivered_at, m.sent_at), coalesce(m.read_at, m.sent_at)))"
                    + " as last_ack from (select o.session_id, o.sent_at, o.delivered_at, o.read_at"
                    + " from attempt a join message o on o.id = a.message_id"
                    + " where a.session_id = {session} order by a.began_at desc limit "
                    + RECENT_SENDS
                    + ") m where m.sent_at is not null group by m.session_id",
                "session_id",
                List.of(),
                row ->
                    Map.entry(
                        new SessionId(row.uuid()),
                        new Recent(row.maybeInstant(), row.maybeInstant())))
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Set.copyOf(sessions).stream()
        .collect(
            toMap(
                Function.identity(),
                session -> {
                  var last = recent.getOrDefault(session, Recent.NONE);
                  return new Messages.QueueHealth(
                      lengths.getOrDefault(session, 0),
                      Optional.ofNullable(oldest.get(session)),
                      last.sentAt(),
                      last.ackAt());
                }));
  }

  private record Recent(Optional<Instant> sentAt, Optional<Instant> ackAt) {
    static final Recent NONE = new Recent(Optional.empty(), Optional.empty());
  }

  /** The oldest message of a queue is the first of one of its priorities. */
  private Map<SessionId, Instant> oldest(Collection<SessionId> sessions) {
    var priorities = List.of(Priority.values());
    var branch =
        priorities.stream()
            .map(
                priority ->
                    "(select m.created_at from queue_entry q join message m on m.id = q.message_id"
                        + " where q.session_id = {session} and q.status = 'QUEUED'"
                        + " and q.priority = "
                        + priority.ordinal()
                        + " order by q.seq limit 1) as first_"
                        + priority.ordinal())
            .collect(joining(", ", "select cast({session} as uuid) as session_id, ", ""));
    var oldest = new HashMap<SessionId, Instant>();
    queryEach(
        sessions,
        branch,
        "session_id",
        List.of(),
        row -> {
          var session = new SessionId(row.uuid());
          for (var ignored : priorities) {
            row.maybeInstant().ifPresent(first -> oldest.merge(session, first, SqlQueues::earlier));
          }
          return session;
        });
    return oldest;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /**
   * The first rows of each session, read by a limited branch for each session. Each branch reads
   * the index in order, whereas a single query over all sessions would sort their whole queues. H2
   * has no lateral joins: there the branch is repeated.
   *
   * @param branch mentions {@code {session}} before any other parameter
   */
  private <T> List<T> queryEach(
      Collection<SessionId> sessions,
      String branch,
      String order,
      List<?> parameters,
      Sql.Reader<T> reader) {
    if (sql.isPostgres()) {
      var all = new ArrayList<Object>(List.of(uuids(sessions, SessionId::value)));
      all.addAll(parameters);
      return sql.query(
          "select m.* from unnest(cast(? as uuid array)) as g(id) cross join lateral ("
              + branch.replace("{session}", "g.id")
              + ") m order by "
              + order,
          reader,
          all.toArray());
    }
    var mentions = branch.split("\\{session}", -1).length - 1;
    var rows = new ArrayList<T>();
    var remaining = new ArrayDeque<>(sessions);
    while (!remaining.isEmpty()) {
      var size = remaining.size() <= SMALL_BATCH ? SMALL_BATCH : LARGE_BATCH;
      var all = new ArrayList<Object>();
      for (var i = 0; i < size; i++) {
        var session = remaining.isEmpty() ? PADDING : remaining.poll();
        all.addAll(Collections.nCopies(mentions, session.value()));
        all.addAll(parameters);
      }
      var query =
          Stream.generate(() -> "(" + branch.replace("{session}", "?") + ")")
              .limit(size)
              .collect(joining(" union all ", "select * from (", ") m order by " + order));
      rows.addAll(sql.query(query, reader, all.toArray()));
    }
    return rows;
  }

  private List<Message> read(String query, Object... parameters) {
    return sql.query(query, columns::read, parameters);
  }
}
