package io.crier.application.sessions;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;

class InMemoryOwnerNotesTest implements OwnerNotesContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryNodes nodes = new InMemoryNodes(unitOfWork, () -> SessionsContract.NOON);
  private final InMemorySessions sessions = new InMemorySessions(unitOfWork, nodes);
  private final InMemoryOwnerNotes ownerNotes = new InMemoryOwnerNotes(unitOfWork, sessions);

  @Override
  public OwnerNotes ownerNotes() {
    return ownerNotes;
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
