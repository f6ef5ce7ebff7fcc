package io.crier.application;

import io.crier.application.accounts.InMemoryAccounts;

class InMemoryReplaysTest implements ReplaysContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryReplays replays = new InMemoryReplays(unitOfWork);

  @Override
  public InMemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public InMemoryReplays replays() {
    return replays;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
