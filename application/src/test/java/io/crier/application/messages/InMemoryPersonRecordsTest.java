package io.crier.application.messages;

import io.crier.application.UnitOfWork;
import io.crier.application.World;
import io.crier.application.events.Events;
import io.crier.application.events.Outbox;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;

class InMemoryPersonRecordsTest implements PersonRecordsContract {

  private final World world = new World();
  private final InMemoryMessages messages =
      new InMemoryMessages(world.database, world.sessions, world.contacts);

  @Override
  public PersonRecords personRecords() {
    return new InMemoryPersonRecords(
        messages, world.contacts, world.memberReceipts, world.events, world.notifications);
  }

  @Override
  public Events events() {
    return world.events;
  }

  @Override
  public Outbox outbox() {
    return world.events;
  }

  @Override
  public MemberReceipts memberReceipts() {
    return world.memberReceipts;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Contacts contacts() {
    return world.contacts;
  }

  @Override
  public Sessions sessions() {
    return world.sessions;
  }

  @Override
  public Nodes nodes() {
    return world.nodes;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return world.database;
  }
}
