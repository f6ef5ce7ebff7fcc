package io.crier.application.sessions;

import io.crier.domain.Refused;
import io.crier.domain.sessions.SessionProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** For how long queries are refused. */
final class QueryLimit {

  private final InstantSource clock;
  private Instant until = Instant.MIN;

  QueryLimit(InstantSource clock) {
    this.clock = clock;
  }

  void limit(Duration pause) {
    until = clock.instant().plus(pause);
  }

  void require() {
    if (clock.instant().isBefore(until)) {
      throw new Refused(
          SessionProblem.RATE_LIMITED_BY_WHATSAPP, Duration.between(clock.instant(), until));
    }
  }
}
