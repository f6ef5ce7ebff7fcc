package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Announcements;
import io.crier.application.messages.AwaitMessage;
import io.crier.application.messages.FindMessages;
import io.crier.application.queue.HeedNotes;
import io.crier.application.queue.Lanes;
import io.crier.application.queue.TellOwners;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.OwnerNotes;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires how the nodes that share a database tell each other what they have changed. */
@ApplicationScoped
public class NodeWiring {

  @Produces
  @Singleton
  TellOwners tellOwners(OwnerNotes notes, Lanes lanes, Lease lease) {
    return new TellOwners(notes, lanes, lease);
  }

  @Produces
  @Singleton
  AwaitMessage awaitMessage(
      FindMessages findMessages,
      Announcements announcements,
      Clockwork clockwork,
      RunSessions runSessions) {
    return new AwaitMessage(
        findMessages, announcements, clockwork, id -> runSessions.known(id).isPresent());
  }

  @Produces
  @Singleton
  HeedNotes heedNotes(
      OwnerNotes notes,
      Nodes nodes,
      Sessions sessions,
      RunSessions runSessions,
      Lanes lanes,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork) {
    return new HeedNotes(notes, nodes, sessions, runSessions, lanes, unitOfWork, lease, clockwork);
  }
}
