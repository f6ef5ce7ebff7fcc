package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.OWNER_UNAVAILABLE;

import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;

/** This server as one of the nodes that share the database: joins, and renews its lease. */
public final class Membership {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Nodes nodes;
  private final Nodes renewals;
  private final ServerNodes owners;
  private final Lease lease;
  private final UnitOfWork unitOfWork;
  private final String nodeId;

  /**
   * @param renewals the same on a connection of its own, for which a renewal never has to wait
   * @param nodeId the same after each restart of this node
   */
  public Membership(
      Nodes nodes,
      Nodes renewals,
      ServerNodes owners,
      Lease lease,
      UnitOfWork unitOfWork,
      String nodeId) {
    this.nodes = nodes;
    this.renewals = renewals;
    this.owners = owners;
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

  /**
   * Refuses what only the node that runs the session can do, which is not this one. Returns if
   * nobody can reach that node.
   */
  void requireNoOwnerElsewhere(SessionId session) {
    var owner = unitOfWork.execute(() -> owners.ownerOf(session));
    if (owner.filter(it -> !it.node().equals(node().id())).isEmpty()) {
      throw new Refused(OWNER_UNAVAILABLE, SOON);
    }
    owner
        .get()
        .address()
        .ifPresent(
            address -> {
              throw new RunElsewhere(owner.get().node(), address);
            });
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
