package io.crier.application.groups;

import static io.crier.domain.groups.GroupProblem.TOO_MANY_GROUP_CHANGES;

import io.crier.domain.Refused;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Bounds how fast each session changes groups: ten at once, then one every six seconds. */
final class ChangeRate {

  private static final Duration INTERVAL = Duration.ofSeconds(6);
  private static final Duration BURST = INTERVAL.multipliedBy(10);

  private final InstantSource clock;

  /** When the changes made so far are worked off. */
  private final Map<SessionId, Instant> busyUntil = new HashMap<>();

  ChangeRate(InstantSource clock) {
    this.clock = clock;
  }

  /** Refuses a change that comes too early. */
  synchronized void require(SessionId session) {
    var now = clock.instant();
    busyUntil.values().removeIf(end -> !end.isAfter(now));
    var next = busyUntil.getOrDefault(session, now).plus(INTERVAL);
    var excess = Duration.between(now.plus(BURST), next);
    if (excess.isPositive()) {
      throw new Refused(TOO_MANY_GROUP_CHANGES, excess);
    }
    busyUntil.put(session, next);
  }
}
