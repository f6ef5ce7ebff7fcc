package io.crier.persistence.webhooks;

import io.crier.application.Slice;
import io.crier.application.webhooks.Webhooks;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookId;
import io.crier.persistence.SealedBox;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores endpoints as rows, with sealed secrets. */
@Dependent
class JpaWebhooks implements Webhooks {

  private static final UUID MAX_ID = new UUID(-1, -1);

  private final EntityManager entityManager;
  private final SealedBox box;

  @Inject
  JpaWebhooks(EntityManager entityManager, SealedBox box) {
    this.entityManager = entityManager;
    this.box = box;
  }

  @Override
  public Optional<WebhookEndpoint> find(AccountId account, WebhookId id) {
    return entityManager
        .createQuery(
            "select w from WebhookRow w where w.id = :id and w.account = :account",
            WebhookRow.class)
        .setParameter("id", id.value())
        .setParameter("account", account.value())
        .getResultStream()
        .findFirst()
        .map(row -> row.toEndpoint(box));
  }

  @Override
  public List<WebhookEndpoint> dispatching(Collection<WebhookId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return entityManager
        .createQuery("select w from WebhookRow w where w.id in :ids", WebhookRow.class)
        .setParameter("ids", ids.stream().map(WebhookId::value).toList())
        .getResultStream()
        .map(row -> row.toEndpoint(box))
        .toList();
  }

  @Override
  public Slice<WebhookEndpoint> list(AccountId account, Optional<WebhookId> after, int limit) {
    var rows =
        entityManager
            .createQuery(
                """
                select w from WebhookRow w
                where w.account = :account and w.id < :after order by w.id desc
                """,
                WebhookRow.class)
            .setParameter("account", account.value())
            .setParameter("after", after.map(WebhookId::value).orElse(MAX_ID))
            .setMaxResults(limit + 1)
            .getResultStream()
            .map(row -> row.toEndpoint(box))
            .toList();
    return Slice.of(rows, limit);
  }

  @Override
  public Slice<WebhookEndpoint> disabled(Optional<WebhookId> after, int limit) {
    var rows =
        entityManager
            .createQuery(
                """
                select w from WebhookRow w
                where w.disabled is not null and w.id < :after order by w.id desc
                """,
                WebhookRow.class)
            .setParameter("after", after.map(WebhookId::value).orElse(MAX_ID))
            .setMaxResults(limit + 1)
            .getResultStream()
            .map(row -> row.toEndpoint(box))
            .toList();
    return Slice.of(rows, limit);
  }

  @Override
  public int count(AccountId account) {
    return entityManager
        .createQuery("select count(w) from WebhookRow w where w.account = :account", Long.class)
        .setParameter("account", account.value())
        .getSingleResult()
        .intValue();
  }

  @Override
  public void save(WebhookEndpoint endpoint) {
    var row = entityManager.find(WebhookRow.class, endpoint.id().value());
    if (row == null) {
      entityManager.persist(new WebhookRow(endpoint, box));
    } else {
      row.copy(endpoint, box);
    }
  }

  @Override
  public void remove(WebhookId id) {
    var row = entityManager.find(WebhookRow.class, id.value());
    if (row != null) {
      entityManager.remove(row);
    }
  }
}
