package io.crier.application.sessions;

import io.crier.application.UnitOfWork;

/** This server as one of the nodes that share the database: joins, and renews its lease. */
public final class Membership {

  private final Nodes nodes;
  private final Nodes renewals;
  private final Lease lease;
  private final UnitOfWork unitOfWork;
  private final String nodeId;

  /**
   * @param renewals the same on a connection of its own, for which a renewal never has to wait
   * @param nodeId the same after each restart of this node
   */
  public Membership(
      Nodes nodes, Nodes renewals, Lease lease, UnitOfWork unitOfWork, String nodeId) {
    this.nodes = nodes;
    this.renewals = renewals;
    this.lease = lease;
    this.unitOfWork = unitOfWork;
    this.nodeId = nodeId;
  }

  Lease lease() {
    return lease;
  }

  Node node() {
    return lease.node();
  }

  void join() {
    var asked = lease.now();
    lease.begin(unitOfWork.execute(() -> nodes.join(nodeId, Lease.TERM)), asked);
  }

  /** Renews the lease, or ends it and returns false if another server runs under this node's id. */
  boolean renew() {
    var asked = lease.now();
    var renewed = unitOfWork.execute(() -> renewals.renew(lease.node(), Lease.TERM));
    if (renewed) {
      lease.renewed(asked);
    } else {
      lease.end();
    }
    return renewed;
  }

  /** Lets other nodes take over; call it in the unit of work that releases what this node owned. */
  void leave() {
    nodes.leave(lease.node());
  }
}
