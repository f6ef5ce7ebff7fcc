package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.groups.ChangeGroup;
import io.crier.application.groups.FindGroups;
import io.crier.application.groups.ReportGroup;
import io.crier.application.messages.Chats;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the groups of sessions. */
@ApplicationScoped
public class GroupWiring {

  @Produces
  @Singleton
  FindGroups findGroups(FindSessions findSessions, RunSessions runSessions) {
    return new FindGroups(findSessions, runSessions);
  }

  @Produces
  @Singleton
  ChangeGroup changeGroup(FindSessions findSessions, RunSessions runSessions, InstantSource clock) {
    return new ChangeGroup(findSessions, runSessions, clock);
  }

  @Produces
  @Singleton
  ReportGroup reportGroup(Chats chats, Events events, UnitOfWork unitOfWork) {
    return new ReportGroup(chats, events, unitOfWork);
  }
}
