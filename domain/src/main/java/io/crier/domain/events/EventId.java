package io.crier.domain.events;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies an event; receivers use it to recognize duplicates. */
public record EventId(UUID value) {

  public EventId {
    Objects.requireNonNull(value);
  }

  public static EventId next(Instant now) {
    return new EventId(TimeOrderedId.at(now));
  }
}
