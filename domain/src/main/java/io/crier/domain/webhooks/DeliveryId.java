package io.crier.domain.webhooks;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Names one delivery: one event on its way to one endpoint. */
public record DeliveryId(UUID value) {

  public DeliveryId {
    Objects.requireNonNull(value);
  }

  public static DeliveryId next(Instant now) {
    return new DeliveryId(TimeOrderedId.at(now));
  }
}
