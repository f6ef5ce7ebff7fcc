package io.crier.application.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.events.Events;
import io.crier.application.webhooks.Deliveries.Claimed;
import io.crier.application.webhooks.Deliveries.Logged;
import io.crier.application.webhooks.Deliveries.Result;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.Delivery.Attempt;
import io.crier.domain.webhooks.Delivery.State;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link Deliveries} promises, in memory or in a database. */
public interface DeliveriesContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  Duration HOLD = Duration.ofMinutes(2);

  Accounts accounts();

  Webhooks webhooks();

  Deliveries deliveries();

  /** Events published with a clock that stands at {@link #NOON}. */
  Events events();

  UnitOfWork unitOfWork();

  @Test
  default void claimsADeliveryOnceUntilTheClaimLapses() {
    webhookWith(open(), 1);

    var claimed = claim(NOON);

    assertThat(claimed).hasSize(1);
    assertThat(claim(NOON)).isEmpty();
    assertThat(claim(NOON.plus(HOLD).minusMillis(1))).isEmpty();
    assertThat(claim(NOON.plus(HOLD))).extracting(DeliveriesContract::id).isEqualTo(ids(claimed));
  }

  @Test
  default void claimsNothingBeforeItIsDue() {
    webhookWith(open(), 1);
    var delivery = claim(NOON).getFirst().delivery();
    record(delivery.failed(Optional.of(NOON.plusSeconds(5))));

    assertThat(claim(NOON.plusMillis(4_999))).isEmpty();
    assertThat(claim(NOON.plusSeconds(5)))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.delivery().attempts()).isEqualTo(1);
              assertThat(it.delivery().nextAt()).contains(NOON.plusSeconds(5));
            });
  }

  @Test
  default void claimsTheOldestDueFirst() {
    webhookWith(open(), 3);
    var claimed = claim(NOON);
    record(claimed.get(0).delivery().failed(Optional.of(NOON.plusSeconds(3))));
    record(claimed.get(1).delivery().failed(Optional.of(NOON.plusSeconds(1))));
    record(claimed.get(2).delivery().failed(Optional.of(NOON.plusSeconds(2))));

    assertThat(claim(NOON.plusSeconds(10), 2, 10, Map.of()))
        .extracting(DeliveriesContract::id)
        .containsExactly(id(claimed.get(1)), id(claimed.get(2)));
    assertThat(claim(NOON.plusSeconds(10)))
        .extracting(DeliveriesContract::id)
        .containsExactly(id(claimed.get(0)));
  }

  @Test
  default void limitsTheClaimsOfEachEndpoint() {
    var account = open();
    var slow = webhookWith(account, 5);
    var other = webhookWith(account, 5); // the first endpoint gets these, too

    var claimed = claim(NOON, 100, 3, Map.of(slow, 2));

    assertThat(claimed).filteredOn(it -> it.delivery().webhook().equals(slow)).hasSize(1);
    assertThat(claimed).filteredOn(it -> it.delivery().webhook().equals(other)).hasSize(3);
    assertThat(claim(NOON, 100, 3, Map.of(slow, 3, other, 4))).isEmpty();
  }

  @Test
  default void findsIdleEndpointsHoweverManyOthersAreBusy() {
    var account = open();
    var busy = new HashMap<WebhookId, Integer>();
    for (var i = 0; i < 20; i++) {
      busy.put(webhookWith(account, 1), 1);
    }
    var idle = webhookWith(account, 1);

    assertThat(claim(NOON, 1, 1, busy))
        .extracting(it -> it.delivery().webhook())
        .containsExactly(idle);
  }

  @Test
  default void limitsTheClaimsInTotal() {
    var account = open();
    webhookWith(account, 3);
    webhookWith(account, 3);

    assertThat(claim(NOON, 4, 100, Map.of())).hasSize(4);
    assertThat(claim(NOON, 0, 100, Map.of())).isEmpty();
    assertThat(claim(NOON, 100, 100, Map.of())).hasSize(5);
  }

  @Test
  default void neverClaimsTheSameDeliveryConcurrently() {
    var account = open();
    webhookWith(account, 30);
    webhookWith(account, 10);

    var claimed =
        AtOnce.run(
            4,
            () -> {
              var mine = new ArrayList<Claimed>();
              for (int i = 0; i < 5; i++) {
                mine.addAll(claim(NOON, 5, 3, Map.of()));
              }
              return mine;
            });
    claimed.add(new ArrayList<>(claim(NOON)));

    assertThat(claimed.stream().flatMap(Collection::stream).map(DeliveriesContract::id))
        .doesNotHaveDuplicates()
        .hasSize(50);
  }

  @Test
  default void findsADeliveryWithAllItsAttempts() {
    var account = open();
    var webhook = webhookWith(account, 1);
    var delivery = claim(NOON).getFirst().delivery();
    var silent = new Attempt(1, NOON, 15_000, Optional.empty(), Optional.of("timed out"), "");
    var answered =
        new Attempt(2, NOON.plusSeconds(5), 12, Optional.of(200), Optional.empty(), "شكرا");
    var failed = delivery.failed(Optional.of(NOON.plusSeconds(5)));

    record(new Result(failed, Optional.of(silent)));
    record(new Result(failed.delivered(), Optional.of(answered)));

    assertThat(find(account, webhook, delivery))
        .contains(new Logged(failed.delivered(), List.of(silent, answered)));
    assertThat(claim(NOON.plus(Duration.ofDays(9)))).isEmpty();
  }

  @Test
  default void hidesDeliveriesOfOtherAccountsAndEndpoints() {
    var account = open();
    var webhook = webhookWith(account, 1);
    var other = webhookWith(account, 0);
    var stranger = open();
    var delivery = claim(NOON).getFirst().delivery();

    assertThat(find(account, webhook, delivery)).isPresent();
    assertThat(find(account, other, delivery)).isEmpty();
    assertThat(find(stranger, webhook, delivery)).isEmpty();
    assertThat(list(stranger, webhook, Optional.empty())).isEmpty();
    assertThat(list(account, other, Optional.empty())).isEmpty();
  }

  @Test
  default void listsTheNewestFirstInPages() {
    var account = open();
    var webhook = webhookWith(account, 5);

    var all = list(account, webhook, Optional.empty());
    var page = page(account, webhook, Optional.empty(), 2);
    var rest = page(account, webhook, Optional.of(page.getLast().delivery()), 10);

    assertThat(all)
        .hasSize(5)
        .isSortedAccordingTo(
            (a, b) -> b.delivery().id().value().compareTo(a.delivery().id().value()));
    assertThat(page).isEqualTo(all.subList(0, 2));
    assertThat(rest).isEqualTo(all.subList(2, 5));
  }

  @Test
  default void filtersListsByState() {
    var account = open();
    var webhook = webhookWith(account, 3);
    var claimed = claim(NOON);
    record(claimed.get(0).delivery().delivered());
    record(claimed.get(1).delivery().failed(Optional.empty()));

    for (var state : State.values()) {
      assertThat(list(account, webhook, Optional.of(state)))
          .singleElement()
          .satisfies(it -> assertThat(it.delivery().state()).isEqualTo(state));
    }
  }

  @Test
  default void replaysDeliveriesSinceAMoment() {
    var account = open();
    var webhook = webhookWith(account, 0);
    var other = webhookWith(account, 0);
    publish(account, NOON.minusSeconds(60));
    publish(account, NOON);
    claim(NOON).forEach(it -> record(it.delivery().failed(Optional.empty())));
    var later = NOON.plusSeconds(100);

    var count = unitOfWork().execute(() -> deliveries().replay(webhook, NOON, later));

    assertThat(count).isEqualTo(1);
    assertThat(claim(later))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.delivery().webhook()).isEqualTo(webhook).isNotEqualTo(other);
              assertThat(it.delivery().attempts()).isZero();
              assertThat(it.event().event().at()).isEqualTo(NOON);
            });
  }

  @Test
  default void postponesWithoutUsingUpAnAttempt() {
    var account = open();
    var webhook = webhookWith(account, 3);
    var claimed = claim(NOON);
    record(claimed.get(0).delivery().failed(Optional.of(NOON.plusSeconds(1))));
    record(claimed.get(1).delivery().failed(Optional.of(NOON.plusSeconds(99))));
    record(claimed.get(2).delivery().delivered());

    unitOfWork().run(() -> deliveries().postpone(webhook, NOON.plusSeconds(10)));

    assertThat(claim(NOON.plusMillis(9_999))).isEmpty();
    assertThat(claim(NOON.plusSeconds(10)))
        .singleElement()
        .satisfies(it -> assertThat(it.delivery().attempts()).isEqualTo(1));
    assertThat(claim(NOON.plusSeconds(99))).hasSize(1);
  }

  @Test
  default void failsPendingDeliveriesOfADisabledEndpoint() {
    var account = open();
    var webhook = webhookWith(account, 2);
    record(claim(NOON, 1, 1, Map.of()).getFirst().delivery().delivered());

    unitOfWork().run(() -> deliveries().giveUp(webhook));

    assertThat(claim(NOON)).isEmpty();
    assertThat(list(account, webhook, Optional.of(State.FAILED))).hasSize(1);
    assertThat(list(account, webhook, Optional.of(State.DELIVERED))).hasSize(1);
  }

  @Test
  default void removesDeliveriesWithTheirEndpoint() {
    var account = open();
    var webhook = webhookWith(account, 1);
    var delivery = claim(NOON).getFirst().delivery();

    unitOfWork().run(() -> webhooks().remove(webhook));
    record(
        new Result(
            delivery.delivered(),
            Optional.of(new Attempt(1, NOON, 1, Optional.of(200), Optional.empty(), "OK"))));

    assertThat(claim(NOON.plus(HOLD))).isEmpty();
    assertThat(find(account, webhook, delivery)).isEmpty();
  }

  private AccountId open() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private WebhookId webhookWith(AccountId account, int deliveries) {
    var endpoint =
        WebhookEndpoint.create(
            account,
            URI.create("https://example.com/hook"),
            WebhookFilter.NONE,
            WebhookHeaders.NONE,
            WebhookFormat.CRIER,
            WebhookSecret.generate(new SplittableRandom(1)),
            NOON);
    unitOfWork().run(() -> webhooks().save(endpoint));
    for (int i = 0; i < deliveries; i++) {
      publish(account, NOON);
    }
    return endpoint.id();
  }

  @Test
  default void findsTheDeliveriesOfEvents() {
    var account = open();
    webhookWith(account, 2);
    var other = webhookWith(account, 1); // the first endpoint gets this, too
    var claimed = claim(NOON);
    var attempt = new Attempt(1, NOON, 38, Optional.of(200), Optional.empty(), "ok");
    claimed.forEach(it -> record(new Result(it.delivery().delivered(), Optional.of(attempt))));
    var event =
        claimed.stream()
            .filter(it -> it.delivery().webhook().equals(other))
            .findFirst()
            .orElseThrow()
            .event()
            .id();

    var found = unitOfWork().execute(() -> deliveries().of(account, List.of(event)));

    assertThat(found).hasSize(2).allMatch(it -> it.delivery().event().equals(event));
    assertThat(found).extracting(Logged::attempts).containsOnly(List.of(attempt));
    var foreign = open();
    assertThat(unitOfWork().execute(() -> deliveries().of(foreign, List.of(event)))).isEmpty();
    assertThat(unitOfWork().execute(() -> deliveries().of(account, List.of()))).isEmpty();
  }

  private void publish(AccountId account, Instant at) {
    var event = new WebhookEvent.Disabled(account, WebhookId.next(NOON), "an event", at);
    unitOfWork().run(() -> events().publish(event));
  }

  private List<Claimed> claim(Instant now) {
    return claim(now, 100, 100, Map.of());
  }

  private List<Claimed> claim(
      Instant now, int limit, int perEndpoint, Map<WebhookId, Integer> busy) {
    return unitOfWork().execute(() -> deliveries().claim(now, HOLD, limit, perEndpoint, busy));
  }

  private void record(Delivery delivery) {
    record(new Result(delivery, Optional.empty()));
  }

  private void record(Result result) {
    unitOfWork().run(() -> deliveries().record(List.of(result)));
  }

  private Optional<Logged> find(AccountId account, WebhookId webhook, Delivery delivery) {
    return unitOfWork().execute(() -> deliveries().find(account, webhook, delivery.id()));
  }

  private List<Logged> list(AccountId account, WebhookId webhook, Optional<State> state) {
    return unitOfWork()
        .execute(() -> deliveries().list(account, webhook, state, Optional.empty(), 100))
        .items();
  }

  private List<Logged> page(
      AccountId account, WebhookId webhook, Optional<Delivery> after, int limit) {
    return unitOfWork()
        .execute(
            () ->
                deliveries()
                    .list(account, webhook, Optional.empty(), after.map(Delivery::id), limit))
        .items();
  }

  private static Object id(Claimed claimed) {
    return claimed.delivery().id();
  }

  private static List<Object> ids(List<Claimed> claimed) {
    return claimed.stream().map(DeliveriesContract::id).toList();
  }
}
