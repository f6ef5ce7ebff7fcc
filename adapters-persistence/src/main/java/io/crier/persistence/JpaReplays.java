package io.crier.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.Replays;
import io.crier.domain.accounts.AccountId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Stores encrypted responses as rows; the primary key decides which of several concurrent requests
 * wins.
 */
@Dependent
class JpaReplays implements Replays {

  private static final Duration RETENTION = Duration.ofDays(1);
  private static final String UNIQUE_VIOLATION = "23505";

  private final EntityManager entityManager;
  private final SealedBox box;

  @Inject
  JpaReplays(EntityManager entityManager, SealedBox box) {
    this.entityManager = entityManager;
    this.box = box;
  }

  @Override
  public Optional<Replay> find(AccountId account, String key, Instant since) {
    List<?> rows =
        entityManager
            .createNativeQuery(
                """
                select fingerprint, status, body from replay
                where account_id = ?1 and idempotency_key = ?2 and created_at > ?3
                """)
            .setParameter(1, account.value())
            .setParameter(2, key)
            .setParameter(3, utc(since))
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(Object[].class::cast)
        .map(row -> toReplay(row, context(account, key)));
  }

  private Replay toReplay(Object[] row, String context) {
    var body = new String(box.open((byte[]) row[2], context), UTF_8);
    return new Replay((String) row[0], ((Number) row[1]).intValue(), body);
  }

  @Override
  public void add(AccountId account, String key, Replay replay, Instant now) {
    entityManager
        .createNativeQuery(
            """
            delete from replay
            where account_id = ?1 and idempotency_key = ?2 and created_at <= ?3
            """)
        .setParameter(1, account.value())
        .setParameter(2, key)
        .setParameter(3, utc(now.minus(RETENTION)))
        .executeUpdate();
    try {
      entityManager
          .createNativeQuery(
              """
              insert into replay
                (account_id, idempotency_key, fingerprint, status, body, created_at)
              values (?1, ?2, ?3, ?4, ?5, ?6)
              """)
          .setParameter(1, account.value())
          .setParameter(2, key)
          .setParameter(3, replay.fingerprint())
          .setParameter(4, replay.status())
          .setParameter(5, box.seal(replay.body().getBytes(UTF_8), context(account, key)))
          .setParameter(6, utc(now))
          .executeUpdate();
    } catch (PersistenceException e) {
      throw isUniqueViolation(e) ? new KeyTaken() : e;
    }
  }

  @Override
  public int forget(Instant before, int limit) {
    return entityManager
        .createNativeQuery(
            """
            delete from replay where (account_id, idempotency_key) in (
              select account_id, idempotency_key from replay where created_at < ?1
              order by created_at fetch first ?2 rows only)
            """)
        .setParameter(1, utc(before))
        .setParameter(2, limit)
        .executeUpdate();
  }

  private static boolean isUniqueViolation(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static String context(AccountId account, String key) {
    return "replay/" + account.value() + "/" + key;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
