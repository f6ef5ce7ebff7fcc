package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.NOON;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import java.time.InstantSource;

class InMemoryMemberReceiptsTest implements MemberReceiptsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryNodes nodes = new InMemoryNodes(unitOfWork, InstantSource.fixed(NOON));
  private final InMemorySessions sessions = new InMemorySessions(unitOfWork, nodes);
  private final InMemoryContacts contacts = new InMemoryContacts(unitOfWork, sessions);
  private final InMemoryMessages messages = new InMemoryMessages(unitOfWork, sessions, contacts);
  private final InMemoryMemberReceipts memberReceipts = new InMemoryMemberReceipts(unitOfWork);

  @Override
  public MemberReceipts memberReceipts() {
    return memberReceipts;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Contacts contacts() {
    return contacts;
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
