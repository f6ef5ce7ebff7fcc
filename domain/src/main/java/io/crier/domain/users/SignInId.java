package io.crier.domain.users;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies a sign-in of a user. */
public record SignInId(UUID value) {

  public SignInId {
    Objects.requireNonNull(value);
  }

  public static SignInId next(Instant now) {
    return new SignInId(TimeOrderedId.at(now));
  }
}
