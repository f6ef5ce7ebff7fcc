package io.crier.application.webhooks;

import io.crier.application.Announcements;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.accounts.InMemoryAccounts;
import java.time.InstantSource;

class InMemoryOutboxTest implements OutboxContract, FollowContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(unitOfWork);
  private final InMemoryWebhooks webhooks = new InMemoryWebhooks(unitOfWork, deliveries);
  private final Announcements announcements = new Announcements();
  private final InMemoryEvents events =
      new InMemoryEvents(
          unitOfWork,
          webhooks,
          deliveries,
          announcements,
          InstantSource.fixed(OutboxContract.NOON));

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
  public InMemoryEvents outbox() {
    return events;
  }

  @Override
  public Announcements announcements() {
    return announcements;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
