package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.AnnounceNode;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.ServerNodes;
import io.crier.application.sessions.ShowNodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Wires what operators see of the nodes. */
@ApplicationScoped
public class NodeWiring {

  /** Written by the build. */
  private static final String VERSION = "crier.version";

  @Produces
  @Singleton
  AnnounceNode announceNode(
      ServerNodes nodes, Lease lease, UnitOfWork unitOfWork, Config configuration) {
    return new AnnounceNode(
        nodes,
        lease,
        unitOfWork,
        configuration.getOptionalValue(VERSION, String.class).orElse("unknown"));
  }

  @Produces
  @Singleton
  ShowNodes showNodes(ServerNodes nodes, UnitOfWork unitOfWork) {
    return new ShowNodes(nodes, unitOfWork);
  }
}
