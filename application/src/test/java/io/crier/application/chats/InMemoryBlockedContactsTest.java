package io.crier.application.chats;

import static io.crier.application.sessions.SessionsContract.NOON;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.Sessions;
import java.time.InstantSource;

class InMemoryBlockedContactsTest implements BlockedContactsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemorySessions sessions =
      new InMemorySessions(unitOfWork, new InMemoryNodes(unitOfWork, InstantSource.fixed(NOON)));
  private final InMemoryBlockedContacts blocked = new InMemoryBlockedContacts(unitOfWork, sessions);

  @Override
  public BlockedContacts blockedContacts() {
    return blocked;
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
