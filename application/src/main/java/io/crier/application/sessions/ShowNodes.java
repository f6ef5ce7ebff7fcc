package io.crier.application.sessions;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import java.time.Duration;
import java.util.List;

/** Shows operators the nodes of the server. */
public final class ShowNodes {

  private static final Duration FORGOTTEN = Duration.ofDays(7);

  private final ServerNodes nodes;
  private final UnitOfWork unitOfWork;

  public ShowNodes(ServerNodes nodes, UnitOfWork unitOfWork) {
    this.nodes = nodes;
    this.unitOfWork = unitOfWork;
  }

  /** Those that work, and those that did within the last week. */
  public List<ServerNode> list(Actor operator) {
    operator.requireOperator();
    return unitOfWork.execute(() -> nodes.list(FORGOTTEN));
  }
}
