package io.crier.domain.subscriptions;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a subscription. */
public record SubscriptionId(UUID value) {

  public SubscriptionId {
    Objects.requireNonNull(value);
  }

  public static SubscriptionId next(Instant now) {
    return new SubscriptionId(TimeOrderedId.at(now));
  }
}
