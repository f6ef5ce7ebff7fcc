package io.crier.persistence.webhooks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.crier.application.events.Published;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.persistence.events.EventFanOut;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Adds a delivery for each endpoint that wants an event. */
@Dependent
class WebhookFanOut implements EventFanOut {

  private final EntityManager entityManager;

  @Inject
  WebhookFanOut(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public void address(List<Published> published, Instant now) {
    var accounts = published.stream().map(each -> each.event().account().value()).collect(toSet());
    deliveries(published, endpoints(accounts), now).stream()
        .map(DeliveryRow::new)
        .forEach(entityManager::persist);
  }

  private Map<UUID, List<WebhookRow>> endpoints(Set<UUID> accounts) {
    return entityManager
        .createQuery("select w from WebhookRow w where w.account in :accounts", WebhookRow.class)
        .setParameter("accounts", accounts)
        .getResultStream()
        .collect(groupingBy(WebhookRow::account));
  }

  private static List<Delivery> deliveries(
      List<Published> published, Map<UUID, List<WebhookRow>> endpoints, Instant now) {
    var deliveries = new ArrayList<Delivery>();
    for (var each : published) {
      var event = each.event();
      for (var endpoint : endpoints.getOrDefault(event.account().value(), List.of())) {
        if (isFor(endpoint, event)) {
          var delivery = Delivery.of(endpoint.id(), each.id(), event.type(), now);
          deliveries.add(endpoint.isDisabled() ? delivery.abandoned() : delivery);
        }
      }
    }
    return deliveries;
  }

  private static boolean isFor(WebhookRow endpoint, DomainEvent event) {
    return event instanceof WebhookEvent.Tested tested
        ? endpoint.id().equals(tested.webhook())
        : endpoint.wants(event);
  }
}
