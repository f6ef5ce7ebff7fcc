package io.crier.domain.accounts;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies an account. */
public record AccountId(UUID value) {

  public AccountId {
    Objects.requireNonNull(value);
  }

  public static AccountId next(Instant now) {
    return new AccountId(TimeOrderedId.at(now));
  }
}
