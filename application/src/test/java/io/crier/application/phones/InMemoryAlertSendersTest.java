package io.crier.application.phones;

import io.crier.application.UnitOfWork;
import io.crier.application.World;
import io.crier.application.sessions.Sessions;

class InMemoryAlertSendersTest implements AlertSendersContract {

  private final World world = new World();

  @Override
  public AlertSenders senders() {
    return world.alertSenders;
  }

  @Override
  public Sessions sessions() {
    return world.sessions;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return world.database;
  }
}
