package io.crier.persistence.events;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.events.EveryEvent;
import io.crier.application.events.FollowContract;
import io.crier.application.events.Outbox;
import io.crier.application.events.OutboxContract;
import io.crier.application.sessions.Sessions;
import io.crier.application.webhooks.Deliveries;
import io.crier.application.webhooks.Webhooks;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.MessageEvent;
import io.crier.persistence.Json;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.accounts.TestAccounts;
import io.crier.persistence.sessions.SessionRows;
import io.crier.persistence.webhooks.WebhookRows;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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

  @Test
  void readsEventsOfOldVersionsWithoutSessionNumber() {
    var event = EveryEvent.of(new AccountId(new UUID(0, 1))).getFirst();
    var old = Json.write(event).replaceFirst("\"sessionNumber\":\"[^\"]*\",", "");

    var read = EventRow.published(new UUID(0, 4), 1, EventType.MESSAGE_RECEIVED, old).event();

    assertThat(old).doesNotContain("sessionNumber");
    assertThat(read).isEqualTo(((MessageEvent.Received) event).withSessionNumber(Optional.empty()));
  }

  @Test
  void readsEventsWhosePositionsAnotherFollowerAssignsMeanwhile() {
    assumeTrue(database == TestDatabase.POSTGRESQL, "on H2 units of work take turns");
    var account = Account.open("Acme", PlanName.PRO, OutboxContract.NOON);
    unitOfWork().run(() -> accounts().save(account));
    unitOfWork().run(() -> events().publish(EveryEvent.of(account.id()).subList(0, 1)));
    var interrupted =
        new Sql(database.entityManager()) {
          @Override
          public <T> List<T> query(String text, Reader<T> reader, Object... parameters) {
            if (text.contains("event_counter")) {
              runAsync(() -> unitOfWork().run(() -> outbox().follow(0, 10))).join();
            }
            return super.query(text, reader, parameters);
          }
        };

    var found =
        unitOfWork()
            .execute(() -> new JpaOutbox(database.entityManager(), interrupted).follow(0, 10));

    assertThat(found).hasSize(1);
  }

  @Override
  public Sessions sessions() {
    return SessionRows.sessions(new Sql(database.entityManager()));
  }

  @Override
  public Webhooks webhooks() {
    return WebhookRows.webhooks(database);
  }

  @Override
  public Deliveries deliveries() {
    return WebhookRows.deliveries(database);
  }

  @Override
  public Events events() {
    return EventRows.events(database, announcements, OutboxContract.NOON);
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
