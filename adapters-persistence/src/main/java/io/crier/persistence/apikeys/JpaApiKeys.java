package io.crier.persistence.apikeys;

import io.crier.application.Slice;
import io.crier.application.apikeys.ApiKeys;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.KeyPrefix;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Stores API keys as rows. */
@Dependent
class JpaApiKeys implements ApiKeys {

  private final EntityManager entityManager;

  @Inject
  JpaApiKeys(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Optional<ApiKey> authenticating(KeyPrefix prefix) {
    return Optional.ofNullable(entityManager.find(ApiKeyRow.class, prefix.value()))
        .map(ApiKeyRow::toApiKey);
  }

  @Override
  public Optional<ApiKey> find(AccountId account, KeyPrefix prefix) {
    return select(account, "k.prefix = :prefix")
        .setParameter("prefix", prefix.value())
        .getResultStream()
        .findFirst()
        .map(ApiKeyRow::toApiKey);
  }

  @Override
  public Slice<ApiKey> list(AccountId account, Optional<KeyPrefix> after, int limit) {
    var keys =
        after
            .map(
                prefix ->
                    select(
                            account,
                            """
                            exists (
                              select a from ApiKeyRow a
                              where a.account = k.account and a.prefix = :prefix
                              and (k.createdAt < a.createdAt
                                or k.createdAt = a.createdAt and k.prefix < a.prefix))
                            """)
                        .setParameter("prefix", prefix.value()))
            .orElseGet(() -> select(account, "1 = 1"))
            .setMaxResults(limit + 1)
            .getResultStream()
            .map(ApiKeyRow::toApiKey)
            .toList();
    return Slice.of(keys, limit);
  }

  private TypedQuery<ApiKeyRow> select(AccountId account, String condition) {
    return entityManager
        .createQuery(
            "select k from ApiKeyRow k where k.account = :account and "
                + condition
                + " order by k.createdAt desc, k.prefix desc",
            ApiKeyRow.class)
        .setParameter("account", account.value());
  }

  @Override
  public int countUsable(AccountId account, Instant now) {
    lock(account);
    return entityManager
        .createQuery(
            """
            select count(k) from ApiKeyRow k
            where k.account = :account and k.revokedAt is null and k.expiresAt > :now
            """,
            Long.class)
        .setParameter("account", account.value())
        .setParameter("now", now)
        .getSingleResult()
        .intValue();
  }

  /** Locks the account's row, because keys that do not exist yet cannot be locked. */
  private void lock(AccountId account) {
    entityManager
        .createNativeQuery("select account_id from allowance where account_id = ?1 for update")
        .setParameter(1, account.value())
        .getResultList();
  }

  @Override
  public void save(ApiKey key) {
    var row = entityManager.find(ApiKeyRow.class, key.prefix().value());
    if (row == null) {
      entityManager.persist(new ApiKeyRow(key));
    } else {
      row.copy(key);
    }
  }

  @Override
  public void used(Map<KeyPrefix, Instant> lastUses) {
    if (lastUses.isEmpty()) {
      return;
    }
    // One statement that bypasses the entities, so that their versions do not change.
    var cases = new StringBuilder();
    var prefixes = new StringBuilder();
    var parameters = new ArrayList<Object>();
    for (var use : lastUses.entrySet()) {
      parameters.add(use.getKey().value());
      prefixes.append(prefixes.isEmpty() ? "?" : ", ?").append(parameters.size());
      cases.append(" when ?").append(parameters.size());
      parameters.add(use.getValue().atOffset(ZoneOffset.UTC));
      cases
          .append(" then cast(?")
          .append(parameters.size())
          .append(" as timestamp with time zone)");
    }
    var update =
        entityManager.createNativeQuery(
            "update api_key set last_used_at = case prefix"
                + cases
                + " end where prefix in ("
                + prefixes
                + ")");
    for (int i = 0; i < parameters.size(); i++) {
      update.setParameter(i + 1, parameters.get(i));
    }
    update.executeUpdate();
  }
}
