package io.crier.domain.webhooks;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a delivery of one event to one endpoint. */
public record DeliveryId(UUID value) {

  public DeliveryId {
    Objects.requireNonNull(value);
  }

  public static DeliveryId next(Instant now) {
    return new DeliveryId(TimeOrderedId.at(now));
  }
}
