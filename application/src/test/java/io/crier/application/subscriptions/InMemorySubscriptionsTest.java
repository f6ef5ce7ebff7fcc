package io.crier.application.subscriptions;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.xaccounts.XAccount;

class InMemorySubscriptionsTest implements SubscriptionsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemorySubscriptions subscriptions = new InMemorySubscriptions(unitOfWork);

  @Override
  public InMemorySubscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public void know(XAccount author) {}

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
