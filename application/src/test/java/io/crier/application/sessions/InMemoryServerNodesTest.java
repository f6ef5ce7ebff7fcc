package io.crier.application.sessions;

import static io.crier.application.sessions.SessionsContract.NOON;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import java.time.InstantSource;

class InMemoryServerNodesTest implements ServerNodesContract {

  private final InstantSource clock = InstantSource.fixed(NOON);
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryNodes nodes = new InMemoryNodes(unitOfWork, clock);
  private final InMemorySessions sessions = new InMemorySessions(unitOfWork, nodes);
  private final InMemoryServerNodes serverNodes =
      new InMemoryServerNodes(unitOfWork, nodes, sessions, clock);

  @Override
  public ServerNodes serverNodes() {
    return serverNodes;
  }

  @Override
  public Nodes nodes() {
    return nodes;
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
