package io.crier.persistence.events;

import io.crier.persistence.Sql;
import java.time.Instant;

/**
 * Assigns committed events their positions across all accounts, in ranges of one account each. A
 * publisher locks the counter of its account until it commits, so all events up to a visible
 * counter are committed. Only one transaction at a time assigns positions, so they become visible
 * in order. Publishers are not involved, and never wait.
 */
final class EventPositions {

  private static final String UNNUMBERED =
      """
      from event_counter c left join event_numbered n on n.account_id = c.account_id
      where c.last > coalesce(n.sequence, 0)
      """;

  private final Sql sql;

  EventPositions(Sql sql) {
    this.sql = sql;
  }

  /** Assigns positions to all committed events without one. */
  void assign() {
    if (isUpToDate()) {
      return;
    }
    var last = lock();
    var ranges =
        sql.update(
            """
            insert into event_range
              (last_position, account_id, first_sequence, last_sequence, made_at)
            select
              cast(? + sum(c.last - coalesce(n.sequence, 0)) over (order by c.account_id) as bigint),
              c.account_id, coalesce(n.sequence, 0) + 1, c.last, current_timestamp
            """
                + UNNUMBERED,
            last);
    if (ranges == 0) {
      return; // another transaction has assigned them in the meantime
    }
    sql.update(
        """
        delete from event_numbered where account_id in (
          select account_id from event_range where last_position > ?)
        """,
        last);
    sql.update(
        """
        insert into event_numbered (account_id, sequence)
        select account_id, last_sequence from event_range where last_position > ?
        """,
        last);
    sql.update(
        "update event_position set last_position = (select max(last_position) from event_range)");
  }

  /**
   * The last position of this many ranges after a position; the position itself if there are none.
   */
  long endOfRanges(long position, int ranges) {
    return sql.query(
            """
            select coalesce(max(r.last_position), ?) from (
              select last_position from event_range where last_position > ?
              order by last_position fetch first ? rows only) r
            """,
            row -> row.number(),
            position,
            position,
            ranges)
        .getFirst();
  }

  /** Deletes ranges created before this time whose events have all been deleted. */
  void forget(Instant before, int limit) {
    sql.update(
        """
        delete from event_range where last_position in (
          select r.last_position from event_range r
          where r.made_at < ? and not exists (
            select 1 from event e
            where e.account_id = r.account_id
              and e.sequence between r.first_sequence and r.last_sequence)
          order by r.made_at fetch first ? rows only)
        """,
        before,
        limit);
  }

  private boolean isUpToDate() {
    return sql.query("select 1 " + UNNUMBERED + " fetch first 1 rows only", row -> row.integer())
        .isEmpty();
  }

  private long lock() {
    var last =
        sql.query("select last_position from event_position for update", row -> row.number());
    return last.getFirst();
  }
}
