package io.crier.application.sessions;

import io.crier.application.UnitOfWork;

/** Lets operators see that this node runs, and which version. */
public final class AnnounceNode {

  private final ServerNodes nodes;
  private final Lease lease;
  private final UnitOfWork unitOfWork;
  private final String version;

  public AnnounceNode(ServerNodes nodes, Lease lease, UnitOfWork unitOfWork, String version) {
    this.nodes = nodes;
    this.lease = lease;
    this.unitOfWork = unitOfWork;
    this.version = version;
  }

  /** Call this once the node has joined the others. */
  public void started() {
    unitOfWork.run(() -> nodes.started(lease.node(), version));
  }

  public void stopped() {
    if (lease.node() != null) {
      unitOfWork.run(() -> nodes.stopped(lease.node()));
    }
  }
}
