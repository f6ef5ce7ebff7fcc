package io.crier.application.apikeys;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.accounts.InMemoryAccounts;

class InMemoryApiKeysTest implements ApiKeysContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryApiKeys apiKeys = new InMemoryApiKeys(unitOfWork);

  @Override
  public InMemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public InMemoryApiKeys apiKeys() {
    return apiKeys;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
