package io.crier.persistence.webhooks;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.crier.application.Slice;
import io.crier.application.webhooks.Deliveries;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.DeliveryId;
import io.crier.domain.webhooks.WebhookId;
import io.crier.persistence.events.EventRow;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Stores deliveries as rows. Claiming one postpones it, so that a lost claim expires. */
@Dependent
class JpaDeliveries implements Deliveries {

  private static final UUID MAX_ID = new UUID(-1, -1);

  /**
   * A lower bound keeps H2 from scanning deliveries that are no longer pending, whose nulls come
   * first in its indexes.
   */
  private static final Instant EARLIEST = Instant.EPOCH;

  private final EntityManager entityManager;

  @Inject
  JpaDeliveries(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public List<Claimed> claim(
      Instant now, Duration hold, int limit, int perEndpoint, Map<WebhookId, Integer> busy) {
    var due = new ArrayList<Due>();
    for (var endpoint : endpointsWithDue(now, limit, perEndpoint, busy)) {
      var available = perEndpoint - busy.getOrDefault(new WebhookId(endpoint), 0);
      due.addAll(firstDue(endpoint, now, Math.min(available, limit)));
    }
    var oldest = due.stream().sorted(comparing(Due::at)).limit(limit).map(Due::id).toList();
    var ids = lock(oldest, now);
    var claimed = new ArrayList<Claimed>();
    for (var row : withEvents(ids)) {
      var delivery = (DeliveryRow) row[0];
      claimed.add(new Claimed(delivery.toDelivery(), ((EventRow) row[1]).toPublished()));
      delivery.hold(now.plus(hold));
    }
    return claimed;
  }

  private record Due(UUID id, Instant at) {}

  /** Looks for one delivery per endpoint, so that the cost does not grow with the backlog. */
  private List<UUID> endpointsWithDue(
      Instant now, int limit, int perEndpoint, Map<WebhookId, Integer> busy) {
    var endpoints =
        new ArrayList<>(
            entityManager
                .createQuery(
                    """
                    select w.id from WebhookRow w where exists (
                      select d from DeliveryRow d
                      where d.webhook = w.id and d.nextAt between :earliest and :now)
                    """,
                    UUID.class)
                .setParameter("earliest", EARLIEST)
                .setParameter("now", now)
                .getResultList());
    endpoints.removeIf(it -> busy.getOrDefault(new WebhookId(it), 0) >= perEndpoint);
    Collections.shuffle(endpoints); // so that no endpoint is always last when there are too many
    return endpoints.subList(0, Math.min(limit, endpoints.size()));
  }

  /** Uses the order of the index and takes no lock, so that H2 reads no more than it returns. */
  private List<Due> firstDue(UUID endpoint, Instant now, int limit) {
    return entityManager
        .createQuery(
            """
            select d.id, d.nextAt from DeliveryRow d
            where d.webhook = :webhook and d.nextAt between :earliest and :now
            order by d.webhook, d.nextAt
            """,
            Object[].class)
        .setParameter("webhook", endpoint)
        .setParameter("earliest", EARLIEST)
        .setParameter("now", now)
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> new Due((UUID) row[0], (Instant) row[1]))
        .toList();
  }

  /** Locks those that are still due and not locked by another claim. */
  private List<UUID> lock(List<UUID> ids, Instant now) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var placeholders =
        IntStream.range(0, ids.size()).mapToObj(i -> "?" + (i + 2)).collect(joining(", "));
    var query =
        entityManager.createNativeQuery(
            "select id from delivery where next_at <= ?1 and id in ("
                + placeholders
                + ") for update skip locked");
    query.setParameter(1, now.atOffset(ZoneOffset.UTC));
    for (int i = 0; i < ids.size(); i++) {
      query.setParameter(i + 2, ids.get(i));
    }
    List<?> locked = query.getResultList();
    return locked.stream().map(UUID.class::cast).toList();
  }

  private List<Object[]> withEvents(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return entityManager
        .createQuery(
            """
            select d, e from DeliveryRow d join EventRow e on e.id = d.event
            where d.id in :ids order by d.nextAt, d.id
            """,
            Object[].class)
        .setParameter("ids", ids)
        .getResultList();
  }

  @Override
  public void record(List<Result> results) {
    if (results.isEmpty()) {
      return;
    }
    var rows =
        entityManager
            .createQuery("select d from DeliveryRow d where d.id in :ids", DeliveryRow.class)
            .setParameter("ids", results.stream().map(it -> it.delivery().id().value()).toList())
            .getResultStream()
            .collect(toMap(DeliveryRow::id, Function.identity()));
    for (var result : results) {
      var row = rows.get(result.delivery().id().value());
      if (row != null) { // otherwise its endpoint was removed in the meantime
        row.copy(result.delivery());
        result
            .attempt()
            .ifPresent(attempt -> entityManager.persist(new AttemptRow(row.id(), attempt)));
      }
    }
  }

  @Override
  public Optional<Logged> find(AccountId account, WebhookId webhook, DeliveryId id) {
    var rows =
        entityManager
            .createQuery(
                """
                select d from DeliveryRow d join WebhookRow w on w.id = d.webhook
                where d.id = :id and w.id = :webhook and w.account = :account
                """,
                DeliveryRow.class)
            .setParameter("id", id.value())
            .setParameter("webhook", webhook.value())
            .setParameter("account", account.value())
            .getResultList();
    return logged(rows).stream().findFirst();
  }

  @Override
  public Slice<Logged> list(
      AccountId account,
      WebhookId webhook,
      Optional<Delivery.State> state,
      Optional<DeliveryId> after,
      int limit) {
    var rows =
        entityManager
            .createQuery(
                """
                select d from DeliveryRow d join WebhookRow w on w.id = d.webhook
                where w.id = :webhook and w.account = :account and d.id < :after
                """
                    + state.map(it -> " and d.state = :state").orElse("")
                    + " order by d.id desc",
                DeliveryRow.class)
            .setParameter("webhook", webhook.value())
            .setParameter("account", account.value())
            .setParameter("after", after.map(DeliveryId::value).orElse(MAX_ID))
            .setMaxResults(limit + 1);
    state.ifPresent(it -> rows.setParameter("state", it));
    return Slice.of(logged(rows.getResultList()), limit);
  }

  @Override
  public List<Logged> of(AccountId account, Collection<EventId> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    var rows =
        entityManager
            .createQuery(
                """
                select d from DeliveryRow d join WebhookRow w on w.id = d.webhook
                where d.event in :events and w.account = :account order by d.id
                """,
                DeliveryRow.class)
            .setParameter("events", events.stream().map(EventId::value).toList())
            .setParameter("account", account.value());
    return logged(rows.getResultList());
  }

  private List<Logged> logged(List<DeliveryRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    var attempts =
        entityManager
            .createQuery(
                "select a from AttemptRow a where a.delivery in :ids order by a.at, a.id",
                AttemptRow.class)
            .setParameter("ids", rows.stream().map(DeliveryRow::id).toList())
            .getResultStream()
            .collect(groupingBy(AttemptRow::delivery, mapping(AttemptRow::toAttempt, toList())));
    return rows.stream()
        .map(row -> new Logged(row.toDelivery(), attempts.getOrDefault(row.id(), List.of())))
        .toList();
  }

  @Override
  public int replay(WebhookId webhook, Instant since, Instant now) {
    lockInOrder(webhook);
    return entityManager
        .createQuery(
            """
            update DeliveryRow d set d.state = :pending, d.attempts = 0, d.nextAt = :now
            where d.webhook = :webhook
              and exists (select e from EventRow e where e.id = d.event and e.at >= :since)
            """)
        .setParameter("pending", Delivery.State.PENDING)
        .setParameter("now", now)
        .setParameter("webhook", webhook.value())
        .setParameter("since", since)
        .executeUpdate();
  }

  /** Lets simultaneous replays wait for each other; PostgreSQL finds a deadlock after a second. */
  private void lockInOrder(WebhookId webhook) {
    entityManager
        .createNativeQuery("select id from delivery where webhook_id = ?1 order by id for update")
        .setParameter(1, webhook.value())
        .getResultList();
  }

  @Override
  public void postpone(WebhookId webhook, Instant until) {
    entityManager
        .createQuery(
            "update DeliveryRow d set d.nextAt = :until"
                + " where d.webhook = :webhook and d.nextAt < :until")
        .setParameter("webhook", webhook.value())
        .setParameter("until", until)
        .executeUpdate();
  }

  @Override
  public void giveUp(WebhookId webhook) {
    entityManager
        .createQuery(
            """
            update DeliveryRow d set d.state = :failed, d.nextAt = null
            where d.webhook = :webhook and d.state = :pending
            """)
        .setParameter("webhook", webhook.value())
        .setParameter("failed", Delivery.State.FAILED)
        .setParameter("pending", Delivery.State.PENDING)
        .executeUpdate();
  }
}
