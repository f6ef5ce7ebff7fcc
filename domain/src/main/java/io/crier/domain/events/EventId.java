package io.crier.domain.events;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Names one event; receivers know by it what they have seen already. */
public record EventId(UUID value) {

  public EventId {
    Objects.requireNonNull(value);
  }

  public static EventId next(Instant now) {
    return new EventId(TimeOrderedId.at(now));
  }
}
