package io.crier.persistence.webhooks;

import io.crier.application.Announcements;
import io.crier.application.Events;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.webhooks.Deliveries;
import io.crier.application.webhooks.FollowContract;
import io.crier.application.webhooks.Outbox;
import io.crier.application.webhooks.OutboxContract;
import io.crier.application.webhooks.Webhooks;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.accounts.TestAccounts;
import java.time.InstantSource;

@OnEachDatabase
class JpaOutboxTest implements OutboxContract, FollowContract {

  private final TestDatabase database;
  private final Announcements announcements = new Announcements();

  JpaOutboxTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public Webhooks webhooks() {
    return new JpaWebhooks(database.entityManager(), TestSecrets.box());
  }

  @Override
  public Deliveries deliveries() {
    return new JpaDeliveries(database.entityManager());
  }

  @Override
  public Events events() {
    return new JpaEvents(
        database.entityManager(),
        database.afterCommit(),
        announcements,
        InstantSource.fixed(OutboxContract.NOON));
  }

  @Override
  public Outbox outbox() {
    return new JpaOutbox(database.entityManager(), new Sql(database.entityManager()));
  }

  @Override
  public Announcements announcements() {
    return announcements;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
