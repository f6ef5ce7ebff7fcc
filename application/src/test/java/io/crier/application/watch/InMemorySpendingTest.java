package io.crier.application.watch;

import io.crier.application.InMemoryUnitOfWork;

class InMemorySpendingTest implements SpendingContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemorySpending spending = new InMemorySpending(unitOfWork);

  @Override
  public InMemorySpending spending() {
    return spending;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
