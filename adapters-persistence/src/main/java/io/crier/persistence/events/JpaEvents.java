package io.crier.persistence.events;

import static io.crier.persistence.Sql.Column.instants;
import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;
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
import io.crier.persistence.Json;
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
    entityManager.flush(); // their accounts may be new
    insert(published);
    fanOut.address(published, now);
    afterCommit.run(() -> announcements.announce(published));
  }

  /** By SQL, as JPA gives the null of an event without a message a type that PostgreSQL refuses. */
  private void insert(List<Published> published) {
    sql.update(
        """
        insert into event
          (id, account_id, sequence, type, happened_at, payload, message_id)
        select e.id, e.account_id, e.sequence, e.type, e.happened_at, e.payload, e.message_id
        from unnest(cast(? as uuid array), cast(? as uuid array), cast(? as bigint array),
            cast(? as varchar array), cast(? as timestamp with time zone array),
            cast(? as varchar array), cast(? as uuid array))
          as e(id, account_id, sequence, type, happened_at, payload, message_id)
        """,
        uuids(published, it -> it.id().value()),
        uuids(published, it -> it.event().account().value()),
        longs(published, Published::sequence),
        texts(published, it -> it.event().type().name()),
        instants(published, it -> Optional.of(it.event().at())),
        texts(published, it -> Json.write(it.event())),
        uuids(published, JpaEvents::message));
  }

  private static UUID message(Published published) {
    return published.event() instanceof MessageEvent about ? about.message().value() : null;
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
            uuids(sessions, SessionId::value))
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
