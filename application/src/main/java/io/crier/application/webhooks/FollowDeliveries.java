package io.crier.application.webhooks;

import static io.crier.domain.webhooks.WebhookProblem.DELIVERY_NOT_FOUND;
import static io.crier.domain.webhooks.WebhookProblem.WEBHOOK_DISABLED;
import static io.crier.domain.webhooks.WebhookProblem.WEBHOOK_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.DeliveryId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Shows an account the results of its deliveries, and repeats them. */
public final class FollowDeliveries {

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Events events;
  private final DispatchDeliveries dispatch;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public FollowDeliveries(
      Webhooks webhooks,
      Deliveries deliveries,
      Events events,
      DispatchDeliveries dispatch,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.events = events;
    this.dispatch = dispatch;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  public Slice<Deliveries.Logged> list(
      Actor actor,
      WebhookId webhook,
      Optional<Delivery.State> state,
      Optional<DeliveryId> after,
      int limit) {
    actor.requireWholeAccount(Role.READ);
    var account = actor.accountId();
    return unitOfWork.execute(
        () -> {
          mustFind(account, webhook);
          return deliveries.list(account, webhook, state, after, limit);
        });
  }

  /** Delivers all events since then again, and returns how many. */
  public int replay(Actor actor, WebhookId webhook, Instant since) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    var now = clock.instant();
    var count =
        unitOfWork.execute(
            () -> {
              mustBeEnabled(mustFind(account, webhook));
              return deliveries.replay(webhook, since, now);
            });
    dispatch.wake();
    return count;
  }

  /** Delivers one event again. */
  public Deliveries.Logged replay(Actor actor, WebhookId webhook, DeliveryId id) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    var now = clock.instant();
    var replayed =
        unitOfWork.execute(
            () -> {
              mustBeEnabled(mustFind(account, webhook));
              var logged =
                  deliveries
                      .find(account, webhook, id)
                      .orElseThrow(() -> new Refused(DELIVERY_NOT_FOUND));
              var delivery = logged.delivery().replayed(now);
              deliveries.record(List.of(new Deliveries.Result(delivery, Optional.empty())));
              return new Deliveries.Logged(delivery, logged.attempts());
            });
    dispatch.wake();
    return replayed;
  }

  /** Sends a test event to this endpoint only. */
  public void test(Actor actor, WebhookId webhook) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    unitOfWork.run(
        () -> {
          mustBeEnabled(mustFind(account, webhook));
          events.publish(new WebhookEvent.Tested(account, webhook, clock.instant()));
        });
  }

  private WebhookEndpoint mustFind(AccountId account, WebhookId id) {
    return webhooks.find(account, id).orElseThrow(() -> new Refused(WEBHOOK_NOT_FOUND));
  }

  private static void mustBeEnabled(WebhookEndpoint endpoint) {
    if (endpoint.disabled().isPresent()) {
      throw new Refused(WEBHOOK_DISABLED);
    }
  }
}
