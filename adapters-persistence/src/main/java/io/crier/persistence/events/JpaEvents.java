package io.crier.persistence.events;

import static java.util.stream.Collectors.toMap;

import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.events.Published;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
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
  private final EventFanOut fanOut;
  private final AfterCommit afterCommit;
  private final Announcements announcements;
  private final InstantSource clock;

  @Inject
  JpaEvents(
      EntityManager entityManager,
      Sql sql,
      EventFanOut fanOut,
      AfterCommit afterCommit,
      Announcements announcements,
      InstantSource clock) {
    this.entityManager = entityManager;
    this.sql = sql;
    this.fanOut = fanOut;
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
    fanOut.address(published, now);
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
}
