package io.crier.domain.webhooks;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a webhook endpoint. */
public record WebhookId(UUID value) {

  public WebhookId {
    Objects.requireNonNull(value);
  }

  public static WebhookId next(Instant now) {
    return new WebhookId(TimeOrderedId.at(now));
  }
}
