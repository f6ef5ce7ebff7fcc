package io.crier.application.phones;

import io.crier.application.UnitOfWork;
import io.crier.application.World;
import io.crier.application.accounts.Accounts;

class InMemoryCodesTest implements CodesContract {

  private final World world = new World();

  @Override
  public Accounts accounts() {
    return world.accounts;
  }

  @Override
  public Codes codes() {
    return world.codes;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return world.database;
  }
}
