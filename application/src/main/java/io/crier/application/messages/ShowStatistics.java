package io.crier.application.messages;

import io.crier.application.Actor;
import io.crier.application.Delays;
import io.crier.application.Periods;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Statistics.Counts;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Shows what became of an account's messages over time, and how long they waited. */
public final class ShowStatistics {

  private final Statistics statistics;
  private final FindSessions findSessions;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ShowStatistics(
      Statistics statistics,
      FindSessions findSessions,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.statistics = statistics;
    this.findSessions = findSessions;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * What became of the messages of a period.
   *
   * @param waited how long those to send waited; empty if there are none
   */
  public record Outcome(Counts counts, Optional<Delays> waited) {

    static final Outcome NONE = new Outcome(Counts.NONE, Optional.empty());
  }

  /**
   * Every period from the one that contains {@code from} to the last one before {@code to}, also
   * those without messages; at most 400.
   */
  public SortedMap<Instant, Outcome> show(
      Actor actor, Optional<SessionId> session, Instant from, Instant to, Duration length) {
    actor.require(Role.READ);
    session.ifPresent(it -> findSessions.find(actor, it));
    var periods = Periods.between(from, to, length);
    var sessions = session.map(Set::of).orElse(actor.sessions());
    return periods.fill(unitOfWork.execute(() -> outcomes(actor, sessions, periods)), Outcome.NONE);
  }

  private Map<Instant, Outcome> outcomes(Actor actor, Set<SessionId> sessions, Periods periods) {
    var counted = statistics.count(actor.accountId(), sessions, periods);
    var waits = statistics.waits(actor.accountId(), sessions, periods, clock.instant());
    return counted.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                it -> new Outcome(it.getValue(), Optional.ofNullable(waits.get(it.getKey())))));
  }
}
