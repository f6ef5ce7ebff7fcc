package io.crier.persistence.events;

import static io.crier.persistence.Sql.Column.uuids;
import static java.util.stream.Collectors.toMap;

import io.crier.application.events.Outbox;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.MessageId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads events from the outbox. */
@Dependent
class JpaOutbox implements Outbox {

  private final EntityManager entityManager;
  private final Sql sql;
  private final EventPositions positions;

  @Inject
  JpaOutbox(EntityManager entityManager, Sql sql) {
    this.entityManager = entityManager;
    this.sql = sql;
    this.positions = new EventPositions(sql);
  }

  @Override
  public List<Published> after(AccountId account, long sequence, int limit) {
    return entityManager
        .createQuery(
            """
            select e from EventRow e
            where e.account = :account and e.sequence > :sequence order by e.sequence
            """,
            EventRow.class)
        .setParameter("account", account.value())
        .setParameter("sequence", sequence)
        .setMaxResults(limit)
        .getResultStream()
        .map(EventRow::toPublished)
        .toList();
  }

  @Override
  public List<Published> about(AccountId account, MessageId message, int limit) {
    return entityManager
        .createQuery(
            """
            select e from EventRow e
            where e.message = :message and e.account = :account order by e.sequence
            """,
            EventRow.class)
        .setParameter("message", message.value())
        .setParameter("account", account.value())
        .setMaxResults(limit)
        .getResultStream()
        .map(EventRow::toPublished)
        .toList();
  }

  @Override
  public Map<AccountId, Long> last(Collection<AccountId> accounts) {
    return sql
        .query(
            "select account_id, last from event_counter where account_id = any(cast(? as uuid array))",
            row -> Map.entry(new AccountId(row.uuid()), row.number()),
            uuids(accounts, AccountId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<Positioned> follow(long position, int limit) {
    var found = read(position, limit);
    if (!found.isEmpty()) {
      return found;
    }
    positions.assign();
    return read(position, limit); // also if another follower has assigned them since
  }

  /** Skips ranges whose events have all been deleted. */
  private List<Positioned> read(long position, int limit) {
    var start = position;
    var end = positions.endOfRanges(start, limit);
    while (end > start) {
      var found = read(position, end, limit);
      if (!found.isEmpty()) {
        return found;
      }
      start = end;
      end = positions.endOfRanges(start, limit);
    }
    return List.of();
  }

  private List<Positioned> read(long position, long end, int limit) {
    return sql.query(
        """
        select r.last_position - (r.last_sequence - e.sequence), e.id, e.sequence, e.type, e.payload
        from event_range r join event e
          on e.account_id = r.account_id
          and e.sequence between r.first_sequence and r.last_sequence
        where r.last_position > ? and r.last_position <= ?
          and r.last_position - (r.last_sequence - e.sequence) > ?
        order by r.last_position, e.sequence fetch first ? rows only
        """,
        row ->
            new Positioned(
                row.number(),
                EventRow.published(
                    row.uuid(), row.number(), EventType.valueOf(row.text()), row.text())),
        position,
        end,
        position,
        limit);
  }

  @Override
  public int forget(Instant before, int limit) {
    positions.forget(before, limit);
    return entityManager
        .createNativeQuery(
            """
            delete from event where id in (
              select id from event where happened_at < ?1
              order by happened_at fetch first ?2 rows only)
            """)
        .setParameter(1, before.atOffset(ZoneOffset.UTC))
        .setParameter(2, limit)
        .executeUpdate();
  }
}
