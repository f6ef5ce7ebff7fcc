package io.crier.application.accounts;

import io.crier.application.InMemoryUnitOfWork;

class InMemoryAllowancesTest implements AllowancesContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryAllowances allowances = new InMemoryAllowances(unitOfWork, accounts);

  @Override
  public InMemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public InMemoryAllowances allowances() {
    return allowances;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
