package io.crier.application.groups;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.sessions.Engine;
import io.crier.domain.groups.GroupEvent;
import io.crier.domain.sessions.Session;

/** Publishes what happens to the groups of a session, unless it ignores groups. */
public final class ReportGroup {

  private final Events events;
  private final UnitOfWork unitOfWork;

  public ReportGroup(Events events, UnitOfWork unitOfWork) {
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  public void report(Session session, Engine.Event.GroupChanged changed) {
    if (!session.ignoresGroups()) {
      unitOfWork.run(() -> events.publish(GroupEvent.of(session, changed.news(), changed.at())));
    }
  }
}
