package io.crier.application.sessions;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import java.time.InstantSource;

class InMemorySessionsTest implements SessionsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryNodes nodes = new InMemoryNodes(unitOfWork, InstantSource.fixed(NOON));
  private final InMemorySessions sessions = new InMemorySessions(unitOfWork, nodes);

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public Nodes nodes() {
    return nodes;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
