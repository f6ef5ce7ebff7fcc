package io.crier.application.sessions;

import io.crier.application.UnitOfWork;
import java.net.URI;
import java.util.Optional;

/** Lets operators see that this node runs, and which version, and other nodes where to reach it. */
public final class AnnounceNode {

  private final ServerNodes nodes;
  private final Lease lease;
  private final UnitOfWork unitOfWork;
  private final String version;
  private final Optional<URI> address;

  /**
   * @param address the base URL at which other nodes reach this one
   */
  public AnnounceNode(
      ServerNodes nodes,
      Lease lease,
      UnitOfWork unitOfWork,
      String version,
      Optional<URI> address) {
    this.nodes = nodes;
    this.lease = lease;
    this.unitOfWork = unitOfWork;
    this.version = version;
    this.address = address;
  }

  /** Call this once the node has joined the others. */
  public void started() {
    unitOfWork.run(() -> nodes.started(lease.node(), version, address));
  }

  public void stopped() {
    if (lease.node() != null) {
      unitOfWork.run(() -> nodes.stopped(lease.node()));
    }
  }
}
