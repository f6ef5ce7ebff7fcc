package io.crier.persistence.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.webhooks.Deliveries;
import io.crier.application.webhooks.DeliveriesContract;
import io.crier.application.webhooks.Webhooks;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.accounts.TestAccounts;
import io.crier.persistence.events.EventRows;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class JpaDeliveriesTest implements DeliveriesContract {

  private final TestDatabase database;

  JpaDeliveriesTest(TestDatabase database) {
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
    return EventRows.events(database, new Announcements(), NOON);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Test
  void truncatesAndCleansResponsesOfEndpoints() {
    var endpoint = endpointWithADelivery();
    var delivery = claim(NOON).getFirst().delivery();
    var attempt =
        new Delivery.Attempt(
            1, NOON, 1, Optional.of(500), Optional.empty(), "a\0" + "b".repeat(5_000));

    unitOfWork()
        .run(
            () ->
                deliveries()
                    .record(List.of(new Deliveries.Result(delivery, Optional.of(attempt)))));

    var logged =
        unitOfWork()
            .execute(() -> deliveries().find(endpoint.account(), endpoint.id(), delivery.id()))
            .orElseThrow();
    assertThat(logged.attempts())
        .singleElement()
        .satisfies(it -> assertThat(it.answer()).startsWith("a\uFFFDb").hasSize(2_048));
  }

  private WebhookEndpoint endpointWithADelivery() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    var endpoint =
        WebhookEndpoint.create(
            account.id(),
            URI.create("https://example.com"),
            Set.of(),
            WebhookFormat.CRIER,
            WebhookSecret.generate(new SplittableRandom(1)),
            NOON);
    unitOfWork().run(() -> accounts().save(account));
    unitOfWork().run(() -> webhooks().save(endpoint));
    unitOfWork()
        .run(() -> events().publish(new WebhookEvent.Tested(account.id(), endpoint.id(), NOON)));
    return endpoint;
  }

  private List<Deliveries.Claimed> claim(Instant now) {
    return unitOfWork().execute(() -> deliveries().claim(now, HOLD, 10, 10, Map.of()));
  }
}
