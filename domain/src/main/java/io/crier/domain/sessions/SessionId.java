package io.crier.domain.sessions;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a session. */
public record SessionId(UUID value) {

  public SessionId {
    Objects.requireNonNull(value);
  }

  public static SessionId next(Instant now) {
    return new SessionId(TimeOrderedId.at(now));
  }
}
