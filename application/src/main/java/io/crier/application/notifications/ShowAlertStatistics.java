package io.crier.application.notifications;

import io.crier.application.Actor;
import io.crier.application.Periods;
import io.crier.application.UnitOfWork;
import io.crier.application.notifications.AlertStatistics.Counts;
import io.crier.domain.apikeys.ApiKey.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/** Shows how many alerts an account got over time, and how fast. */
public final class ShowAlertStatistics {

  private final AlertStatistics statistics;
  private final UnitOfWork unitOfWork;

  public ShowAlertStatistics(AlertStatistics statistics, UnitOfWork unitOfWork) {
    this.statistics = statistics;
    this.unitOfWork = unitOfWork;
  }

  /**
   * Every period from the one that contains {@code from} to the last one before {@code to}, also
   * those without alerts; at most 400.
   */
  public SortedMap<Instant, Counts> show(Actor actor, Instant from, Instant to, Duration length) {
    actor.require(Role.READ);
    var periods = Periods.between(from, to, length);
    return periods.fill(
        unitOfWork.execute(() -> statistics.count(actor.accountId(), periods)), Counts.NONE);
  }
}
