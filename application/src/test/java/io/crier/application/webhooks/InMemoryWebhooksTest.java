package io.crier.application.webhooks;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.accounts.InMemoryAccounts;

class InMemoryWebhooksTest implements WebhooksContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryWebhooks webhooks =
      new InMemoryWebhooks(unitOfWork, new InMemoryDeliveries(unitOfWork));

  @Override
  public InMemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public InMemoryWebhooks webhooks() {
    return webhooks;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
