package io.crier.domain.notifications;

import java.util.Objects;
import java.util.UUID;

/** Names one notification, and the message that carries it. */
public record NotificationId(UUID value) {

  public NotificationId {
    Objects.requireNonNull(value);
  }
}
