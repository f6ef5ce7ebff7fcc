package io.crier.domain.protection;

import java.time.Duration;
import java.time.Instant;

/** A time during which the requests of an account are refused. */
public record Block(Offence reason, Instant from, Instant until) {

  public boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  /** How long it still lasts; at least zero. */
  public Duration remaining(Instant now) {
    return isOver(now) ? Duration.ZERO : Duration.between(now, until);
  }
}
