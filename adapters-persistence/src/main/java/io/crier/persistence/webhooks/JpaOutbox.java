package io.crier.persistence.webhooks;

import io.crier.application.Published;
import io.crier.application.webhooks.Outbox;
import io.crier.domain.accounts.AccountId;
import io.crier.persistence.accounts.EventCounterRow;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Reads the events back. */
@Dependent
class JpaOutbox implements Outbox {

  private final EntityManager entityManager;

  @Inject
  JpaOutbox(EntityManager entityManager) {
    this.entityManager = entityManager;
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
  public long last(AccountId account) {
    var counter = entityManager.find(EventCounterRow.class, account.value());
    return counter == null ? 0 : counter.last();
  }

  @Override
  public int forget(Instant before, int limit) {
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
