package io.crier.domain.notifications;

import java.util.Objects;
import java.util.UUID;

/** Identifies a notification and its message. */
public record NotificationId(UUID value) {

  public NotificationId {
    Objects.requireNonNull(value);
  }
}
