package io.crier.application.events;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.sessions.Sessions;
import io.crier.application.webhooks.InMemoryDeliveries;
import io.crier.application.webhooks.InMemoryWebhooks;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Both sides of the outbox in memory. */
public final class InMemoryEvents implements Events, Outbox {

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemoryTable<EventId, Published> table;
  private final InMemoryTable<Long, EventId> positions;
  private final InMemoryTable<AccountId, Long> lasts;
  private long lastPosition;
  private Function<SessionId, Optional<PhoneNumber>> numbers = unknown -> Optional.empty();
  private final InMemoryWebhooks webhooks;
  private final InMemoryDeliveries deliveries;
  private final Announcements announcements;
  private final InstantSource clock;

  public InMemoryEvents(
      InMemoryUnitOfWork unitOfWork,
      InMemoryWebhooks webhooks,
      InMemoryDeliveries deliveries,
      Announcements announcements,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.table = new InMemoryTable<>(unitOfWork, Comparator.comparing(EventId::value));
    this.positions = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    this.lasts = new InMemoryTable<>(unitOfWork, Comparator.comparing(AccountId::value));
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.announcements = announcements;
    this.clock = clock;
  }

  /** Message events carry the numbers of these sessions. */
  public InMemoryEvents withNumbersOf(Sessions sessions) {
    numbers = id -> Optional.ofNullable(sessions.all(List.of(id)).get(id)).flatMap(Session::number);
    return this;
  }

  private DomainEvent numbered(DomainEvent event) {
    return event instanceof MessageEvent message && message.sessionNumber().isEmpty()
        ? message.withSessionNumber(numbers.apply(message.session()))
        : event;
  }

  @Override
  public void publish(List<? extends DomainEvent> events) {
    unitOfWork.require("an event");
    var now = clock.instant();
    var published = new ArrayList<Published>();
    for (var event : events) {
      var sequence = last(event.account()) + 1;
      lasts.put(event.account(), sequence);
      var one = new Published(EventId.next(now), sequence, numbered(event));
      table.put(one.id(), one);
      positions.put(++lastPosition, one.id());
      published.add(one);
      deliver(one, now);
    }
    if (!published.isEmpty()) {
      unitOfWork.afterCommit(() -> announcements.announce(List.copyOf(published)));
    }
  }

  private void deliver(Published published, Instant now) {
    var event = published.event();
    var type = event.type();
    for (var endpoint : webhooks.of(event.account())) {
      if (isFor(endpoint, event)) {
        var delivery = Delivery.of(endpoint.id(), published.id(), type, now);
        deliveries.add(endpoint.disabled().isEmpty() ? delivery : delivery.abandoned(), published);
      }
    }
  }

  private static boolean isFor(WebhookEndpoint endpoint, DomainEvent event) {
    return event instanceof WebhookEvent.Tested tested
        ? endpoint.id().equals(tested.webhook())
        : endpoint.wants(event);
  }

  /** Everything published so far, including by the unit of work in progress, in order. */
  public List<DomainEvent> all() {
    return table.all().stream()
        .sorted(Comparator.comparing(Published::sequence))
        .<DomainEvent>map(Published::event)
        .toList();
  }

  @Override
  public List<Published> after(AccountId account, long sequence, int limit) {
    return table
        .all(it -> it.event().account().equals(account) && it.sequence() > sequence)
        .stream()
        .sorted(Comparator.comparing(Published::sequence))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Published> about(AccountId account, MessageId message, int limit) {
    return table
        .all(
            it ->
                it.event() instanceof MessageEvent event
                    && event.account().equals(account)
                    && event.message().equals(message))
        .stream()
        .sorted(Comparator.comparing(Published::sequence))
        .limit(limit)
        .toList();
  }

  @Override
  public Map<AccountId, Long> last(Collection<AccountId> accounts) {
    return accounts.stream()
        .filter(account -> lasts.get(account).isPresent())
        .collect(Collectors.toMap(it -> it, it -> lasts.get(it).orElseThrow()));
  }

  @Override
  public List<Positioned> follow(long position, int limit) {
    return positions.keys(it -> it > position).stream()
        .flatMap(it -> positions.get(it).flatMap(table::get).map(at(it)).stream())
        .limit(limit)
        .toList();
  }

  private static Function<Published, Positioned> at(long position) {
    return published -> new Positioned(position, published);
  }

  /** Deletes the events with their deliveries; returns how many of these there were. */
  public int remove(Collection<Published> events) {
    var ids = events.stream().map(Published::id).collect(Collectors.toSet());
    ids.forEach(table::remove);
    return deliveries.removeAll(delivery -> ids.contains(delivery.event()));
  }

  @Override
  public int forget(Instant before, int limit) {
    var old =
        table.all(it -> it.event().at().isBefore(before)).stream()
            .sorted(Comparator.comparing(it -> it.event().at()))
            .limit(limit)
            .toList();
    for (var event : old) {
      table.remove(event.id());
      deliveries.removeAll(delivery -> delivery.event().equals(event.id()));
    }
    return old.size();
  }
}
