package io.crier.application.phones;

import io.crier.application.UnitOfWork;
import io.crier.application.World;
import io.crier.application.accounts.Accounts;

class InMemoryPhonesTest implements PhonesContract {

  private final World world = new World();

  @Override
  public Accounts accounts() {
    return world.accounts;
  }

  @Override
  public Phones phones() {
    return world.phones;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return world.database;
  }
}
