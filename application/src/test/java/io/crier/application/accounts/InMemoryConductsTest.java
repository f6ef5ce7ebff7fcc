package io.crier.application.accounts;

import io.crier.application.InMemoryUnitOfWork;

class InMemoryConductsTest implements ConductsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryConducts conducts = new InMemoryConducts(unitOfWork);

  @Override
  public InMemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public InMemoryConducts conducts() {
    return conducts;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
