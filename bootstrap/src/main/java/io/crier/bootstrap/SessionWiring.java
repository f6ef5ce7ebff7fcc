package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.sessions.ChangeSession;
import io.crier.application.sessions.ConnectTurns;
import io.crier.application.sessions.ControlSession;
import io.crier.application.sessions.CreateSession;
import io.crier.application.sessions.Engines;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.Keyrings;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.LinkSession;
import io.crier.application.sessions.ListEngines;
import io.crier.application.sessions.Membership;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.OpenConnection;
import io.crier.application.sessions.OwnerNotes;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.ServerNodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.ShowConnection;
import io.crier.persistence.OwnConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Wires sessions. */
@ApplicationScoped
public class SessionWiring {

  @Inject DataFolder data;

  @Produces
  @Singleton
  Lease lease() {
    return new Lease(System::nanoTime);
  }

  @Produces
  @Singleton
  ChangeSession changeSession(
      Sessions sessions,
      OwnerNotes notes,
      Lease lease,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new ChangeSession(sessions, notes, lease, events, unitOfWork, clock);
  }

  @Produces
  @Singleton
  Membership membership(
      Nodes nodes,
      @OwnConnection Nodes renewals,
      ServerNodes owners,
      Lease lease,
      UnitOfWork unitOfWork) {
    var nodeId = data.readOrWrite("node-id", () -> UUID.randomUUID().toString());
    return new Membership(nodes, renewals, owners, lease, unitOfWork, nodeId);
  }

  @Produces
  @Singleton
  OpenConnection openConnection(Engines engines, Keyrings keyrings, Lease lease) {
    return new OpenConnection(engines, keyrings, lease);
  }

  @Produces
  @Singleton
  RunSessions runSessions(
      Sessions sessions,
      Membership membership,
      OpenConnection openConnection,
      ChangeSession changeSession,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random,
      Engines engines,
      SessionsConfiguration configuration) {
    return new RunSessions(
        sessions,
        membership,
        openConnection,
        changeSession,
        unitOfWork,
        clockwork,
        random,
        new ConnectTurns(configuration.connectsPerSecond(engines.names())));
  }

  @Produces
  @Singleton
  FindSessions findSessions(Sessions sessions, UnitOfWork unitOfWork) {
    return new FindSessions(sessions, unitOfWork);
  }

  @Produces
  @Singleton
  CreateSession createSession(
      Sessions sessions,
      Engines engines,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new CreateSession(sessions, engines, runSessions, events, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ControlSession controlSession(
      FindSessions findSessions,
      ChangeSession changeSession,
      RunSessions runSessions,
      Engines engines) {
    return new ControlSession(findSessions, changeSession, runSessions, engines);
  }

  @Produces
  @Singleton
  ListEngines listEngines(Engines engines) {
    return new ListEngines(engines);
  }

  @Produces
  @Singleton
  ShowConnection showConnection(FindSessions findSessions, RunSessions runSessions) {
    return new ShowConnection(findSessions, runSessions);
  }

  @Produces
  @Singleton
  LinkSession linkSession(
      FindSessions findSessions, ChangeSession changeSession, RunSessions runSessions) {
    return new LinkSession(findSessions, changeSession, runSessions);
  }
}
