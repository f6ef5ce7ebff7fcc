package io.crier.domain.users;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a user. */
public record UserId(UUID value) {

  public UserId {
    Objects.requireNonNull(value);
  }

  public static UserId next(Instant now) {
    return new UserId(TimeOrderedId.at(now));
  }
}
