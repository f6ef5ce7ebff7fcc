package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.events.Announcements;
import io.crier.application.messages.AwaitMessage;
import io.crier.application.messages.FindMessages;
import io.crier.application.queue.HeedNotes;
import io.crier.application.queue.Lanes;
import io.crier.application.queue.SpreadSessions;
import io.crier.application.queue.TellOwners;
import io.crier.application.requests.LimitRequests;
import io.crier.application.requests.RequestPools;
import io.crier.application.sessions.AnnounceNode;
import io.crier.application.sessions.DrainNode;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.OtherNodes;
import io.crier.application.sessions.OwnerNotes;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.ServerNodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.ShowNodes;
import io.crier.application.sessions.ShowUnhealthySessions;
import io.crier.persistence.ServerSecrets;
import io.crier.rest.door.NodeSignatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Wires what the nodes that share a database tell each other, and operators see of them. */
@ApplicationScoped
public class NodeWiring {

  /** Written by the build. */
  private static final String VERSION = "crier.version";

  /** The purpose of the key with which nodes recognize each other. */
  private static final String NODES = "nodes";

  @Produces
  @Singleton
  AnnounceNode announceNode(
      ServerNodes nodes,
      Lease lease,
      UnitOfWork unitOfWork,
      Config configuration,
      ServerConfiguration server) {
    return new AnnounceNode(
        nodes,
        lease,
        unitOfWork,
        configuration.getOptionalValue(VERSION, String.class).orElse("unknown"),
        NodeAddress.of(server));
  }

  @Produces
  @Singleton
  NodeSignatures nodeSignatures(ServerSecrets secrets) {
    return new NodeSignatures(
        new NodeSignatures.Seal() {
          @Override
          public byte[] of(byte[] text) {
            return secrets.authenticate(NODES, text);
          }

          @Override
          public boolean isAuthentic(byte[] text, byte[] seal) {
            return secrets.isAuthentic(NODES, text, seal);
          }
        });
  }

  @Produces
  @Singleton
  ShowNodes showNodes(ServerNodes nodes, UnitOfWork unitOfWork) {
    return new ShowNodes(nodes, unitOfWork);
  }

  @Produces
  @Singleton
  ShowUnhealthySessions showUnhealthySessions(
      Sessions sessions, Accounts accounts, UnitOfWork unitOfWork) {
    return new ShowUnhealthySessions(sessions, accounts, unitOfWork);
  }

  @Produces
  @Singleton
  DrainNode drainNode(ServerNodes nodes, ShowNodes showNodes, UnitOfWork unitOfWork) {
    return new DrainNode(nodes, showNodes, unitOfWork);
  }

  @Produces
  @Singleton
  SpreadSessions spreadSessions(
      ServerNodes nodes,
      RunSessions runSessions,
      Lanes lanes,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork,
      SessionsConfiguration configuration) {
    return new SpreadSessions(
        nodes, runSessions, lanes, unitOfWork, lease, clockwork, configuration.movesPerSecond());
  }

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
  OtherNodes otherNodes(Nodes nodes, Lease lease, UnitOfWork unitOfWork, Clockwork clockwork) {
    return new OtherNodes(nodes, lease::node, unitOfWork, clockwork);
  }

  @Produces
  @Singleton
  LimitRequests limitRequests(
      RequestPools pools, OtherNodes otherNodes, UnitOfWork unitOfWork, Clockwork clockwork) {
    return new LimitRequests(pools, otherNodes, unitOfWork, clockwork);
  }

  @Produces
  @Singleton
  HeedNotes heedNotes(
      OwnerNotes notes,
      Sessions sessions,
      RunSessions runSessions,
      Lanes lanes,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork) {
    return new HeedNotes(notes, sessions, runSessions, lanes, unitOfWork, lease, clockwork);
  }
}
