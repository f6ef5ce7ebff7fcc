package io.crier.application.webhooks;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.accounts.InMemoryAccounts;
import io.crier.application.events.Announcements;
import io.crier.application.events.InMemoryEvents;
import java.time.InstantSource;

class InMemoryDeliveriesTest implements DeliveriesContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(unitOfWork);
  private final InMemoryWebhooks webhooks = new InMemoryWebhooks(unitOfWork, deliveries);
  private final InMemoryEvents events =
      new InMemoryEvents(
          unitOfWork, webhooks, deliveries, new Announcements(), InstantSource.fixed(NOON));

  @Override
  public InMemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public InMemoryWebhooks webhooks() {
    return webhooks;
  }

  @Override
  public InMemoryDeliveries deliveries() {
    return deliveries;
  }

  @Override
  public InMemoryEvents events() {
    return events;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
