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
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.accounts.TestAccounts;
import io.crier.persistence.events.EventRows;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void replaysAtOnceWaitForEachOther() throws Exception {
    var endpoint = endpointWithADelivery();
    for (var i = 1; i < 200; i++) {
      publishTested(endpoint);
    }
    var started = new AtomicInteger();
    Callable<Integer> replay =
        () ->
            unitOfWork()
                .execute(
                    () -> {
                      started.incrementAndGet();
                      return deliveries().replay(endpoint.id(), NOON, NOON);
                    });

    try (var callers = Executors.newFixedThreadPool(4)) {
      for (var replayed : callers.invokeAll(Collections.nCopies(40, replay))) {
        assertThat(replayed).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(200);
      }
    }

    assertThat(started).as("none is started again after a deadlock").hasValue(40);
  }

  private WebhookEndpoint endpointWithADelivery() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    var endpoint =
        WebhookEndpoint.create(
            account.id(),
            URI.create("https://example.com"),
            WebhookFilter.NONE,
            WebhookHeaders.NONE,
            WebhookFormat.CRIER,
            WebhookSecret.generate(new SplittableRandom(1)),
            NOON);
    unitOfWork().run(() -> accounts().save(account));
    unitOfWork().run(() -> webhooks().save(endpoint));
    publishTested(endpoint);
    return endpoint;
  }

  private void publishTested(WebhookEndpoint endpoint) {
    unitOfWork()
        .run(
            () ->
                events().publish(new WebhookEvent.Tested(endpoint.account(), endpoint.id(), NOON)));
  }

  private List<Deliveries.Claimed> claim(Instant now) {
    return unitOfWork().execute(() -> deliveries().claim(now, HOLD, 10, 10, Map.of()));
  }
}
