package io.crier.application.xaccounts;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.subscriptions.Subscription;
import java.util.ArrayList;
import java.util.List;

class InMemoryXAccountsTest implements XAccountsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final InMemoryXAccounts xAccounts =
      new InMemoryXAccounts(unitOfWork, () -> subscriptions);

  @Override
  public InMemoryXAccounts xAccounts() {
    return xAccounts;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }

  @Override
  public void add(Subscription subscription) {
    subscriptions.add(subscription);
  }

  @Override
  public void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }
}
