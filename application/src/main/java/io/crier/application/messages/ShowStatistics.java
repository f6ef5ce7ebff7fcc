package io.crier.application.messages;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Statistics.Counts;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Shows what became of an account's messages over time. */
public final class ShowStatistics {

  private static final int MOST_PERIODS = 400;

  private final Statistics statistics;
  private final FindSessions findSessions;
  private final UnitOfWork unitOfWork;

  public ShowStatistics(Statistics statistics, FindSessions findSessions, UnitOfWork unitOfWork) {
    this.statistics = statistics;
    this.findSessions = findSessions;
    this.unitOfWork = unitOfWork;
  }

  /**
   * Every period from the one that contains {@code from} to the last one before {@code to}, also
   * those without messages; at most 400.
   */
  public SortedMap<Instant, Counts> show(
      Actor actor, Optional<SessionId> session, Instant from, Instant to, Duration length) {
    actor.require(Role.READ);
    session.ifPresent(it -> findSessions.find(actor, it));
    var first = beginOf(from, length);
    if (!first.isBefore(to) || Duration.between(first, to).dividedBy(length) > MOST_PERIODS) {
      throw new Refused(INVALID_REQUEST, "from: expected a time before to, at most 400 periods");
    }
    var sessions = session.map(Set::of).orElse(actor.sessions());
    var counted =
        unitOfWork.execute(() -> statistics.count(actor.accountId(), sessions, first, to, length));
    var periods = new TreeMap<Instant, Counts>();
    for (var begin = first; begin.isBefore(to); begin = begin.plus(length)) {
      periods.put(begin, counted.getOrDefault(begin, Counts.NONE));
    }
    return periods;
  }

  private static Instant beginOf(Instant time, Duration length) {
    return Instant.ofEpochSecond(
        Math.floorDiv(time.getEpochSecond(), length.toSeconds()) * length.toSeconds());
  }
}
