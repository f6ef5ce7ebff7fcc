package io.crier.application.sessions;

import static io.crier.application.sessions.SessionsContract.NOON;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import java.time.InstantSource;

class InMemoryKeyringsTest implements KeyringsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryNodes nodes = new InMemoryNodes(unitOfWork, InstantSource.fixed(NOON));
  private final InMemorySessions sessions = new InMemorySessions(unitOfWork, nodes);
  private final InMemoryKeyrings keyrings = new InMemoryKeyrings(unitOfWork, sessions);

  @Override
  public Keyrings keyrings() {
    return keyrings;
  }

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
