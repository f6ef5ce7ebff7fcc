package io.crier.domain.media;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a file that was sent or received. */
public record MediaId(UUID value) {

  public MediaId {
    Objects.requireNonNull(value);
  }

  public static MediaId next(Instant now) {
    return new MediaId(TimeOrderedId.at(now));
  }

  /** When the file was stored. */
  public Instant storedAt() {
    return TimeOrderedId.timeOf(value);
  }
}
