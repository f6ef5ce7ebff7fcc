package io.crier.persistence.webhooks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.events.Published;
import io.crier.domain.DomainEvent;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.EventId;
import io.crier.domain.webhooks.EventType;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.persistence.AfterCommit;
import io.crier.persistence.Sql;
import io.crier.persistence.accounts.EventCounterRow;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes events to the outbox, with at most six statements for any number of events. */
@Dependent
class JpaEvents implements Events {

  private final EntityManager entityManager;
  private final Sql sql;
  private final AfterCommit afterCommit;
  private final Announcements announcements;
  private final InstantSource clock;

  @Inject
  JpaEvents(
      EntityManager entityManager,
      Sql sql,
      AfterCommit afterCommit,
      Announcements announcements,
      InstantSource clock) {
    this.entityManager = entityManager;
    this.sql = sql;
    this.afterCommit = afterCommit;
    this.announcements = announcements;
    this.clock = clock;
  }

  @Override
  public void publish(List<? extends DomainEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    var accounts =
        events.stream().map(event -> event.account().value()).collect(Collectors.toSet());
    var now = clock.instant(); // the event's own time may be long ago, or from another clock
    var published = number(withSessionNumbers(events), counters(accounts), now);
    published.forEach(event -> entityManager.persist(new EventRow(event)));
    entityManager.flush(); // the deliveries reference them
    deliveries(published, endpoints(accounts), now).stream()
        .map(DeliveryRow::new)
        .forEach(entityManager::persist);
    afterCommit.run(() -> announcements.announce(published));
  }

  /** Adds the session's number to message events, if it is known. */
  private List<DomainEvent> withSessionNumbers(List<? extends DomainEvent> events) {
    var sessions =
        events.stream()
            .filter(MessageEvent.class::isInstance)
            .map(event -> ((MessageEvent) event).session())
            .collect(Collectors.toSet());
    var numbers = sessions.isEmpty() ? Map.<SessionId, PhoneNumber>of() : numbers(sessions);
    return events.stream()
        .<DomainEvent>map(
            event ->
                event instanceof MessageEvent message && message.sessionNumber().isEmpty()
                    ? message.withSessionNumber(Optional.ofNullable(numbers.get(message.session())))
                    : event)
        .toList();
  }

  private Map<SessionId, PhoneNumber> numbers(Set<SessionId> sessions) {
    return sql
        .query(
            "select id, number from session where number is not null and id = any(?)",
            row -> Map.entry(new SessionId(row.uuid()), new PhoneNumber(row.text())),
            Sql.Column.uuids(sessions, SessionId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Locks the counters, in a fixed order to avoid deadlocks between publishers. */
  private Map<UUID, EventCounterRow> counters(Set<UUID> accounts) {
    return entityManager
        .createQuery(
            "select c from EventCounterRow c where c.account in :accounts order by c.account",
            EventCounterRow.class)
        .setParameter("accounts", accounts)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .collect(toMap(EventCounterRow::account, Function.identity()));
  }

  private static List<Published> number(
      List<? extends DomainEvent> events, Map<UUID, EventCounterRow> counters, Instant now) {
    var published = new ArrayList<Published>();
    for (var event : events) {
      var counter = counters.get(event.account().value());
      if (counter == null) {
        throw new IllegalStateException("the account of the event does not exist");
      }
      published.add(new Published(EventId.next(now), counter.next(), event));
    }
    return List.copyOf(published);
  }

  private Map<UUID, List<WebhookRow>> endpoints(Set<UUID> accounts) {
    return entityManager
        .createQuery("select w from WebhookRow w where w.account in :accounts", WebhookRow.class)
        .setParameter("accounts", accounts)
        .getResultStream()
        .collect(groupingBy(WebhookRow::account));
  }

  private static List<Delivery> deliveries(
      List<Published> published, Map<UUID, List<WebhookRow>> endpoints, Instant now) {
    var deliveries = new ArrayList<Delivery>();
    for (var next : published) {
      var event = next.event();
      var type = EventType.of(event);
      for (var endpoint : endpoints.getOrDefault(event.account().value(), List.of())) {
        if (wants(endpoint, event, type)) {
          var delivery = Delivery.of(endpoint.id(), next.id(), type, now);
          deliveries.add(endpoint.isDisabled() ? delivery.abandoned() : delivery);
        }
      }
    }
    return deliveries;
  }

  private static boolean wants(WebhookRow endpoint, DomainEvent event, EventType type) {
    return event instanceof WebhookEvent.Tested tested
        ? endpoint.id().equals(tested.webhook())
        : endpoint.wants(type);
  }
}
