package io.crier.application.groups;

import static io.crier.domain.groups.GroupProblem.TOO_MANY_GROUP_CHANGES;

import io.crier.application.RateLimit;
import io.crier.domain.Refused;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.InstantSource;

/** Bounds how fast each session changes groups: ten at once, then one every six seconds. */
final class ChangeRate {

  private final RateLimit<SessionId> limit;

  ChangeRate(InstantSource clock) {
    limit = new RateLimit<>(Duration.ofSeconds(6), 10, clock);
  }

  /** Refuses a change that comes too early. */
  void require(SessionId session) {
    limit
        .excess(session)
        .ifPresent(
            excess -> {
              throw new Refused(TOO_MANY_GROUP_CHANGES, excess);
            });
  }
}
