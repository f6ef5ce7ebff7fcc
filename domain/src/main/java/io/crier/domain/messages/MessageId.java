package io.crier.domain.messages;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a message; later messages have greater ids. */
public record MessageId(UUID value) {

  public MessageId {
    Objects.requireNonNull(value);
  }

  public static MessageId next(Instant now) {
    return new MessageId(TimeOrderedId.at(now));
  }
}
