package io.crier.application.webhooks;

import static java.util.Comparator.comparing;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.DeliveryId;
import io.crier.domain.webhooks.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Deliveries in memory. */
public final class InMemoryDeliveries implements Deliveries {

  private final InMemoryTable<DeliveryId, Row> table;

  private record Row(
      Delivery delivery, Published event, List<Delivery.Attempt> attempts, Instant heldUntil) {

    Row with(Delivery other) {
      return new Row(other, event, attempts, Instant.MIN);
    }

    Row with(Delivery.Attempt attempt) {
      var all = new ArrayList<>(attempts);
      all.add(attempt);
      return new Row(delivery, event, List.copyOf(all), heldUntil);
    }

    Row heldUntil(Instant until) {
      return new Row(delivery, event, attempts, until);
    }

    boolean isDue(Instant now) {
      return delivery.nextAt().filter(at -> !at.isAfter(now)).isPresent()
          && !heldUntil.isAfter(now);
    }
  }

  public InMemoryDeliveries(InMemoryUnitOfWork unitOfWork) {
    table = new InMemoryTable<>(unitOfWork, comparing(DeliveryId::value).reversed());
  }

  /** Called by the events in the unit of work that publishes. */
  public void add(Delivery delivery, Published event) {
    table.put(delivery.id(), new Row(delivery, event, List.of(), Instant.MIN));
  }

  /** Returns how many there were. */
  public int removeAll(Predicate<Delivery> unwanted) {
    var removed = table.all(row -> unwanted.test(row.delivery()));
    removed.forEach(row -> table.remove(row.delivery().id()));
    return removed.size();
  }

  @Override
  public List<Claimed> claim(
      Instant now, Duration hold, int limit, int perEndpoint, Map<WebhookId, Integer> busy) {
    var under = new HashMap<>(busy);
    var claimed = new ArrayList<Claimed>();
    var due =
        table.all(row -> row.isDue(now)).stream()
            .sorted(comparing(row -> row.delivery().nextAt().orElseThrow()))
            .toList();
    for (var row : due) {
      var webhook = row.delivery().webhook();
      if (claimed.size() < limit && under.getOrDefault(webhook, 0) < perEndpoint) {
        under.merge(webhook, 1, Integer::sum);
        table.put(row.delivery().id(), row.heldUntil(now.plus(hold)));
        claimed.add(new Claimed(row.delivery(), row.event()));
      }
    }
    return claimed;
  }

  @Override
  public void record(List<Result> results) {
    for (var result : results) {
      table
          .get(result.delivery().id())
          .map(row -> row.with(result.delivery()))
          .map(row -> result.attempt().map(row::with).orElse(row))
          .ifPresent(row -> table.put(row.delivery().id(), row));
    }
  }

  @Override
  public Optional<Logged> find(AccountId account, WebhookId webhook, DeliveryId id) {
    return table.get(id).filter(row -> isOf(account, webhook, row)).map(InMemoryDeliveries::logged);
  }

  @Override
  public Slice<Logged> list(
      AccountId account,
      WebhookId webhook,
      Optional<Delivery.State> state,
      Optional<DeliveryId> after,
      int limit) {
    var wanted =
        table
            .all(
                row ->
                    isOf(account, webhook, row)
                        && state.filter(it -> it != row.delivery().state()).isEmpty()
                        && (after.isEmpty()
                            || row.delivery().id().value().compareTo(after.get().value()) < 0))
            .stream()
            .map(InMemoryDeliveries::logged)
            .toList();
    return Slice.of(wanted, limit);
  }

  @Override
  public List<Logged> of(AccountId account, Collection<EventId> events) {
    return table
        .all(
            row ->
                row.event().event().account().equals(account)
                    && events.contains(row.delivery().event()))
        .stream()
        .sorted(comparing(row -> row.delivery().id().value()))
        .map(InMemoryDeliveries::logged)
        .toList();
  }

  @Override
  public int replay(WebhookId webhook, Instant since, Instant now) {
    return change(
        row -> isFor(webhook, row) && !row.event().event().at().isBefore(since),
        delivery -> delivery.replayed(now));
  }

  @Override
  public void postpone(WebhookId webhook, Instant until) {
    change(
        row -> isFor(webhook, row) && row.delivery().nextAt().filter(until::isAfter).isPresent(),
        delivery -> delivery.postponed(until));
  }

  @Override
  public void giveUp(WebhookId webhook) {
    change(
        row -> isFor(webhook, row) && row.delivery().state() == Delivery.State.PENDING,
        delivery ->
            new Delivery(
                delivery.id(),
                delivery.webhook(),
                delivery.event(),
                delivery.type(),
                Delivery.State.FAILED,
                delivery.attempts(),
                Optional.empty(),
                delivery.createdAt()));
  }

  private int change(Predicate<Row> which, UnaryOperator<Delivery> change) {
    var rows = table.all(which);
    rows.forEach(row -> table.put(row.delivery().id(), row.with(change.apply(row.delivery()))));
    return rows.size();
  }

  private static boolean isFor(WebhookId webhook, Row row) {
    return row.delivery().webhook().equals(webhook);
  }

  private static boolean isOf(AccountId account, WebhookId webhook, Row row) {
    return isFor(webhook, row) && row.event().event().account().equals(account);
  }

  private static Logged logged(Row row) {
    return new Logged(row.delivery(), row.attempts());
  }
}
