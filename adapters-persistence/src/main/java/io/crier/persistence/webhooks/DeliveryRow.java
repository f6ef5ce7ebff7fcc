package io.crier.persistence.webhooks;

import io.crier.domain.events.EventId;
import io.crier.domain.events.EventType;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.DeliveryId;
import io.crier.domain.webhooks.WebhookId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "delivery")
class DeliveryRow {

  @Id private UUID id;

  @Column(name = "webhook_id")
  private UUID webhook;

  @Column(name = "event_id")
  private UUID event;

  @Enumerated(EnumType.STRING)
  private EventType type;

  @Enumerated(EnumType.STRING)
  private Delivery.State state;

  private int attempts;

  @Column(name = "next_at")
  private Instant nextAt;

  @Column(name = "created_at")
  private Instant createdAt;

  protected DeliveryRow() {}

  DeliveryRow(Delivery delivery) {
    id = delivery.id().value();
    webhook = delivery.webhook().value();
    event = delivery.event().value();
    type = delivery.type();
    createdAt = delivery.createdAt();
    copy(delivery);
  }

  void copy(Delivery delivery) {
    state = delivery.state();
    attempts = delivery.attempts();
    nextAt = delivery.nextAt().orElse(null);
  }

  /** Hides it from other claims until then. */
  void hold(Instant until) {
    nextAt = until;
  }

  UUID id() {
    return id;
  }

  Delivery toDelivery() {
    return new Delivery(
        new DeliveryId(id),
        new WebhookId(webhook),
        new EventId(event),
        type,
        state,
        attempts,
        Optional.ofNullable(nextAt),
        createdAt);
  }
}
