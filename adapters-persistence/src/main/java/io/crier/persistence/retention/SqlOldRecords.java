package io.crier.persistence.retention;

import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;

import io.crier.application.retention.OldRecords;
import io.crier.domain.messages.Priority;
import io.crier.persistence.Sql;
import io.crier.persistence.messages.StatusTables;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Finds old records by an index that knows their age, and deletes them by id, so that a step costs
 * the same however many there are.
 */
@Dependent
class SqlOldRecords implements OldRecords {

  private static final String UNDER_WAY = " in ('SCHEDULED', 'QUEUED', 'SENDING')";

  private final Sql sql;

  @Inject
  SqlOldRecords(Sql sql) {
    this.sql = sql;
  }

  /** Whose message it was. */
  private record Old(UUID id, UUID session, String peer) {}

  /** Ids are ordered by time, except those of alerts. */
  @Override
  public int forgetMessages(Instant before, int limit) {
    var old =
        sql.query(
            "select m.id, m.session_id, m.peer from message m where m.id < ? and m.created_at < ?"
                + " and m.priority <> "
                + Priority.ALERT.ordinal()
                + " and m.status not"
                + UNDER_WAY
                + " order by m.id limit ?",
            row -> new Old(row.uuid(), row.uuid(), row.text()),
            new UUID(before.toEpochMilli() << 16, 0),
            before,
            limit);
    deleteMessages(old.stream().map(Old::id).toList());
    var sessions = uuids(old, Old::session);
    sql.update(
        "delete from chat where (session_id, last_message) in (select g.session_id, g.id"
            + " from unnest(cast(? as uuid array), cast(? as uuid array)) as g(session_id, id))",
        sessions,
        uuids(old, Old::id));
    forgetContactsWithoutMessages(sessions, texts(old, Old::peer), before);
    return old.size();
  }

  private void forgetContactsWithoutMessages(
      Sql.Column sessions, Sql.Column peers, Instant before) {
    sql.update(
        "delete from contact where checked_at < ? and (session_id, recipient) in"
            + " (select g.session_id, g.peer"
            + " from unnest(cast(? as uuid array), cast(? as varchar array)) as g(session_id, peer)"
            + " join session s on s.id = g.session_id where not exists"
            + " (select 1 from message m where m.account_id = s.account_id and m.peer = g.peer"
            + " and m.session_id = s.id))",
        before,
        sessions,
        peers);
  }

  @Override
  public int forgetContacts(Instant before, int limit) {
    return sql.update(
        "delete from contact where (session_id, recipient) in (select k.session_id, k.recipient"
            + " from contact k where k.met_at is null and k.checked_at < ?"
            + " order by k.checked_at limit ?)",
        before,
        limit);
  }

  @Override
  public int forgetNotifications(Instant before, int limit) {
    var old =
        sql.query(
            "select n.id from notification n where n.created_at < ? and not n.waiting"
                + " and not exists (select 1 from message m where m.id = n.id and m.status"
                + UNDER_WAY
                + ") order by n.created_at limit ?",
            row -> row.uuid(),
            before,
            limit);
    sql.update(
        "delete from notification where id = any(cast(? as uuid array))",
        uuids(old, Function.identity()));
    deleteMessages(old);
    return old.size();
  }

  @Override
  public int forgetPosts(Instant before, int limit) {
    var old =
        sql.query(
            "select p.id from x_post p where p.seen_at < ? and not exists"
                + " (select 1 from notification n where n.root_id = p.root_id)"
                + " order by p.seen_at limit ?",
            row -> row.number(),
            before,
            limit);
    return sql.update(
        "delete from x_post where id = any(cast(? as bigint array))",
        longs(old, Function.identity()));
  }

  private void deleteMessages(List<UUID> ids) {
    var given = uuids(ids, Function.identity());
    new StatusTables(sql).forget(given);
    sql.update("delete from message where id = any(cast(? as uuid array))", given);
  }
}
