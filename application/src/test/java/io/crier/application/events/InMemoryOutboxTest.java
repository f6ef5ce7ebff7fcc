package io.crier.application.events;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.accounts.InMemoryAccounts;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.webhooks.InMemoryDeliveries;
import io.crier.application.webhooks.InMemoryWebhooks;
import java.time.InstantSource;

class InMemoryOutboxTest implements OutboxContract, FollowContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(unitOfWork);
  private final InMemoryWebhooks webhooks = new InMemoryWebhooks(unitOfWork, deliveries);
  private final Announcements announcements = new Announcements();
  private final InMemorySessions sessions =
      new InMemorySessions(
          unitOfWork, new InMemoryNodes(unitOfWork, InstantSource.fixed(OutboxContract.NOON)));
  private final InMemoryEvents events =
      new InMemoryEvents(
              unitOfWork,
              webhooks,
              deliveries,
              announcements,
              InstantSource.fixed(OutboxContract.NOON))
          .withNumbersOf(sessions);

  @Override
  public InMemoryAccounts accounts() {
    return accounts;
  }

  @Override
  public InMemorySessions sessions() {
    return sessions;
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
