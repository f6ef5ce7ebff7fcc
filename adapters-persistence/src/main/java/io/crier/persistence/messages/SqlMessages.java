package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;
import static io.crier.persistence.messages.MessageColumns.COLUMNS;
import static io.crier.persistence.messages.MessageColumns.PROGRESS;
import static io.crier.persistence.messages.MessageColumns.PROGRESS_ARRAYS;
import static io.crier.persistence.messages.MessageColumns.PROGRESS_COLUMNS;
import static io.crier.persistence.messages.MessageColumns.SELECT;
import static java.util.stream.Collectors.toMap;

import io.crier.application.Slice;
import io.crier.application.messages.Messages;
import io.crier.application.sessions.Node;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Stores messages as rows, and beside them in {@link StatusTables} which of them wait. Each step is
 * one statement for any number of messages, which itself checks that the step is still allowed.
 */
@Dependent
class SqlMessages implements Messages {

  /** Excludes Crier's own messages. */
  static final String OF_ACCOUNTS = "m.priority > " + Priority.ALERT.ordinal();

  private static final String IS_ONE_OF_THESE_ALERTS =
      "m.priority = " + Priority.ALERT.ordinal() + " and m.id = any(cast(? as uuid array))";

  private static final String IS_QUEUED_IN_SESSION =
      "m.id in (select q.message_id from queue_entry q where q.session_id = ?)";

  private final Sql sql;
  private final MessageColumns columns;
  private final MessageLists lists;
  private final StatusTables tables;
  private final SqlQueues queues;
  private final SqlRetries retries;
  private final SqlChats chats;

  @Inject
  SqlMessages(Sql sql, SealedBox box) {
    this.sql = sql;
    this.columns = new MessageColumns(box);
    this.lists = new MessageLists(sql, columns);
    this.tables = new StatusTables(sql);
    this.queues = new SqlQueues(sql, columns, tables);
    this.retries = new SqlRetries(sql);
    this.chats = new SqlChats(sql, box);
  }

  @Override
  public void add(List<Message> messages) {
    var insert =
        "insert into message (id, account_id, session_id, direction, peer, type, body, content,"
            + " priority, test, origin, due_at, metadata, whatsapp_id, created_at, status,"
            + " sent_at) select id, account_id, session_id, direction, peer, type, body, content,"
            + " priority, test, origin, due_at, metadata, whatsapp_id, created_at, status, sent_at"
            + " from unnest(cast(? as uuid array), cast(? as uuid array), cast(? as uuid array),"
            + " cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),"
            + " cast(? as varchar array), cast(? as varchar array), cast(? as integer array),"
            + " cast(? as boolean array), cast(? as varchar array),"
            + " cast(? as timestamp with time zone array),"
            + " cast(? as varchar array), cast(? as varchar array),"
            + " cast(? as timestamp with time zone array), cast(? as varchar array),"
            + " cast(? as timestamp with time zone array)) with ordinality"
            + " as c(id, account_id, session_id, direction, peer, type, body, content, priority,"
            + " test, origin, due_at, metadata, whatsapp_id, created_at, status, sent_at, place)"
            + " order by place";
    tables.add(insert, columns.insertValues(messages).toArray(), messages);
    chats.record(messages);
  }

  @Override
  public Optional<Message> find(AccountId account, MessageId id) {
    return read(
            SELECT + "where m.account_id = ? and m.id = ? and " + OF_ACCOUNTS,
            account.value(),
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Message> find(AccountId account, SessionId session, MessageId id) {
    return read(
            SELECT + "where m.account_id = ? and m.session_id = ? and m.id = ? and " + OF_ACCOUNTS,
            account.value(),
            session.value(),
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public Slice<Message> list(
      AccountId account, Filter filter, Optional<MessageId> after, int limit) {
    return lists.list(account, filter, after, limit);
  }

  @Override
  public List<Message> cancel(AccountId account, Collection<MessageId> ids, Instant now) {
    return cancel(
        "m.account_id = ? and m.id = any(cast(? as uuid array)) and " + OF_ACCOUNTS,
        now,
        account.value(),
        uuids(ids, MessageId::value));
  }

  @Override
  public List<Message> cancelAlerts(Collection<MessageId> ids, Instant now) {
    return cancel(IS_ONE_OF_THESE_ALERTS, now, uuids(ids, MessageId::value));
  }

  @Override
  public List<Message> reassign(Collection<MessageId> ids, SessionId session) {
    var movable =
        "m.status = 'QUEUED' and not m.possible_duplicate and m.priority <= "
            + Priority.ALERT.ordinal()
            + " and m.id = any(cast(? as uuid array))";
    var moving =
        uuids(
            sql.query(
                "select m.id from message m where "
                    + movable
                    + " order by m.session_id, m.id for update",
                row -> row.uuid(),
                uuids(ids, MessageId::value)),
            Function.identity());
    tables.reassigning(moving, session);
    var reassigned =
        read(
            sql.updateReturning(
                "update message m set session_id = ?, retry_at = null"
                    + " where m.id = any(cast(? as uuid array))",
                COLUMNS),
            session.value(),
            moving);
    tables.reassigned(reassigned);
    return reassigned;
  }

  @Override
  public void blankAlerts(Collection<MessageId> ids, Content.Text instead) {
    sql.update(
        "update message m set body = ?, content = null"
            + " where m.status not in ('SCHEDULED', 'QUEUED', 'SENDING') and "
            + IS_ONE_OF_THESE_ALERTS,
        instead.body(),
        uuids(ids, MessageId::value));
  }

  @Override
  public List<Message> cancelAll(SessionId session, Instant now) {
    return cancel(IS_QUEUED_IN_SESSION, now, session.value());
  }

  @Override
  public List<Message> cancelBefore(SessionId session, Instant before, Instant now) {
    return cancel(IS_QUEUED_IN_SESSION + " and m.created_at < ?", now, session.value(), before);
  }

  @Override
  public boolean waits(SessionId session) {
    return !sql.query(
            "select 1 from queue_entry q where q.session_id = ?"
                + " and q.status in ('QUEUED', 'SCHEDULED') limit 1",
            row -> row.integer(),
            session.value())
        .isEmpty();
  }

  private List<Message> cancel(String condition, Instant now, Object... parameters) {
    var all = new ArrayList<Object>(List.of(now));
    Collections.addAll(all, parameters);
    var cancelled =
        read(
            sql.updateReturning(
                "update message m set status = 'CANCELLED', ended_at = ?, retry_at = null"
                    + " where m.status in ('SCHEDULED', 'QUEUED') and "
                    + condition,
                COLUMNS),
            all.toArray());
    tables.cancelled(cancelled);
    return cancelled;
  }

  @Override
  public List<Message> enqueueDue(Instant now, int limit) {
    var due =
        sql.query(
            "select q.message_id from queue_entry q where q.status = 'SCHEDULED' and q.send_at <= ?"
                + " order by q.send_at limit ?",
            row -> row.uuid(),
            now,
            limit);
    if (due.isEmpty()) {
      return List.of();
    }
    var free =
        sql.query(
            "select m.id from message m where m.status = 'SCHEDULED'"
                + " and m.id = any(cast(? as uuid array)) for update skip locked",
            row -> row.uuid(),
            uuids(due, Function.identity()));
    var queued =
        read(
            sql.updateReturning(
                "update message m set status = 'QUEUED' where m.id = any(cast(? as uuid array))",
                COLUMNS),
            uuids(free, Function.identity()));
    tables.due(queued);
    return queued;
  }

  @Override
  public Map<MessageId, MessageStatus> statuses(Collection<MessageId> ids) {
    return sql
        .query(
            "select m.id, m.status from message m where m.id = any(cast(? as uuid array))",
            row -> Map.entry(new MessageId(row.uuid()), MessageStatus.valueOf(row.text())),
            uuids(ids, MessageId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<Message> byWhatsAppIds(SessionId session, Collection<WhatsAppId> ids) {
    return read(
        SELECT
            + "where m.session_id = ? and m.whatsapp_id = any(cast(? as varchar array))"
            + " and m.direction = 'OUTBOUND' order by m.id for update",
        session.value(),
        texts(ids, WhatsAppId::value));
  }

  @Override
  public Optional<MessageId> known(SessionId session, Direction direction, WhatsAppId id) {
    return sql
        .query(
            "select m.id from message m where m.session_id = ? and m.whatsapp_id = ?"
                + " and m.direction = ? limit 1",
            row -> new MessageId(row.uuid()),
            session.value(),
            id.value(),
            direction)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Message> lock(MessageId id) {
    return read(SELECT + "where m.id = ? for update", id.value()).stream().findFirst();
  }

  @Override
  public Optional<Message> lock(SessionId session, Direction direction, WhatsAppId id) {
    return read(
            SELECT
                + "where m.session_id = ? and m.whatsapp_id = ? and m.direction = ? and "
                + OF_ACCOUNTS
                + " order by m.id limit 1 for update",
            session.value(),
            id.value(),
            direction)
        .stream()
        .findFirst();
  }

  @Override
  public void revise(Message message) {
    sql.update(
        "update message set type = ?, body = ?, content = ?, revisions = ? where id = ?",
        columns.revision(message));
  }

  @Override
  public void rename(SessionId session, Recipient was, Recipient is) {
    sql.update(
        "update message set peer = ? where session_id = ? and peer = ?",
        is.text(),
        session.value(),
        was.text());
    tables.renamed(session, was, is);
    chats.merge(session, was, is);
  }

  @Override
  public void move(List<Message> messages) {
    sql.update(
        sql.updateFrom(
            "message",
            "select * from unnest(" + PROGRESS_ARRAYS + ") as given(" + PROGRESS_COLUMNS + ")",
            "true",
            PROGRESS),
        MessageColumns.progress(messages).toArray());
    tables.moved(messages);
  }

  @Override
  public Map<SessionId, Integer> queued(Collection<SessionId> sessions) {
    return queues.queued(sessions);
  }

  @Override
  public List<Message> heads(Collection<SessionId> sessions, Set<SessionId> metOnly, int limit) {
    return queues.heads(sessions, metOnly, limit);
  }

  @Override
  public List<Message> ready(
      Collection<SessionId> sessions, Set<SessionId> metOnly, int limit, Instant now) {
    return queues.ready(sessions, metOnly, limit, now);
  }

  @Override
  public Map<SessionId, Instant> nextRetries(Collection<SessionId> sessions, Instant now) {
    return retries.next(sessions, now);
  }

  @Override
  public Map<MessageId, Instant> retries(Collection<MessageId> ids, Instant now) {
    return retries.until(ids, now);
  }

  @Override
  public int ahead(Message message, Instant now) {
    return retries.ahead(message, now);
  }

  @Override
  public List<Message> claim(Node node, List<Claim> claims, Instant now) {
    return queues.claim(node, claims, now);
  }

  @Override
  public List<Message> complete(Node node, List<Completion> completions) {
    return queues.complete(node, completions);
  }

  @Override
  public List<Message> inFlight(Collection<SessionId> sessions) {
    return queues.inFlight(sessions);
  }

  @Override
  public Map<SessionId, Trail> trails(Collection<SessionId> sessions, Instant dayStart) {
    return queues.trails(sessions, dayStart);
  }

  @Override
  public Map<MessageStatus, Integer> counts(AccountId account, SessionId session) {
    return sql
        .query(
            "select m.status, count(*) from message m where m.account_id = ? and m.session_id = ?"
                + " and m.direction = 'OUTBOUND' and m.origin = 'API' and "
                + OF_ACCOUNTS
                + " group by m.status",
            row -> Map.entry(MessageStatus.valueOf(row.text()), row.integer()),
            account.value(),
            session.value())
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Map<SessionId, QueueHealth> health(Collection<SessionId> sessions) {
    return queues.health(sessions);
  }

  private List<Message> read(String query, Object... parameters) {
    return sql.query(query, columns::read, parameters);
  }
}
