package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.NODE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;

/** Lets operators empty a node before it stops, and fill it again. */
public final class DrainNode {

  private final ServerNodes nodes;
  private final ShowNodes showNodes;
  private final UnitOfWork unitOfWork;

  public DrainNode(ServerNodes nodes, ShowNodes showNodes, UnitOfWork unitOfWork) {
    this.nodes = nodes;
    this.showNodes = showNodes;
    this.unitOfWork = unitOfWork;
  }

  /** The node gives up its sessions, if another one can run them. Idempotent. */
  public ServerNode drain(Actor operator, String id) {
    return change(operator, id, true);
  }

  /** The node takes sessions again. Idempotent. */
  public ServerNode fill(Actor operator, String id) {
    return change(operator, id, false);
  }

  private ServerNode change(Actor operator, String id, boolean drained) {
    operator.requireOperator();
    if (!unitOfWork.execute(() -> nodes.drain(id, drained))) {
      throw new Refused(NODE_NOT_FOUND);
    }
    return showNodes.list(operator).stream()
        .filter(node -> node.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refused(NODE_NOT_FOUND));
  }
}
