package io.crier.application.webhooks;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Endpoints in memory. */
public final class InMemoryWebhooks implements Webhooks {

  private final InMemoryTable<WebhookId, WebhookEndpoint> table;
  private final InMemoryDeliveries deliveries;

  public InMemoryWebhooks(InMemoryUnitOfWork unitOfWork, InMemoryDeliveries deliveries) {
    this.table = new InMemoryTable<>(unitOfWork, Comparator.comparing(WebhookId::value).reversed());
    this.deliveries = deliveries;
  }

  @Override
  public Optional<WebhookEndpoint> find(AccountId account, WebhookId id) {
    return table.get(id).filter(endpoint -> endpoint.account().equals(account));
  }

  @Override
  public List<WebhookEndpoint> dispatching(Collection<WebhookId> ids) {
    return table.get(ids);
  }

  @Override
  public Slice<WebhookEndpoint> list(AccountId account, Optional<WebhookId> after, int limit) {
    var older =
        of(account).stream()
            .filter(it -> after.isEmpty() || it.id().value().compareTo(after.get().value()) < 0)
            .toList();
    return Slice.of(older, limit);
  }

  @Override
  public Slice<WebhookEndpoint> disabled(Optional<WebhookId> after, int limit) {
    var older =
        table.all(it -> it.disabled().isPresent()).stream()
            .filter(it -> after.isEmpty() || it.id().value().compareTo(after.get().value()) < 0)
            .toList();
    return Slice.of(older, limit);
  }

  @Override
  public int count(AccountId account) {
    return of(account).size();
  }

  @Override
  public void save(WebhookEndpoint endpoint) {
    table.put(endpoint.id(), endpoint);
  }

  @Override
  public void remove(WebhookId id) {
    table.remove(id);
    deliveries.removeAll(delivery -> delivery.webhook().equals(id));
  }

  public List<WebhookEndpoint> of(AccountId account) {
    return table.all(endpoint -> endpoint.account().equals(account));
  }
}
