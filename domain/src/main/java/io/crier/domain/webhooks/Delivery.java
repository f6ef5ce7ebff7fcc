package io.crier.domain.webhooks;

import io.crier.domain.events.EventId;
import io.crier.domain.events.EventType;
import java.time.Instant;
import java.util.Optional;

/**
 * The delivery of one event to one endpoint.
 *
 * @param attempts made so far
 * @param nextAt when the next attempt is due, while it is pending
 */
public record Delivery(
    DeliveryId id,
    WebhookId webhook,
    EventId event,
    EventType type,
    State state,
    int attempts,
    Optional<Instant> nextAt,
    Instant createdAt) {

  /** Whether the event was delivered, is being retried, or was given up. */
  public enum State {
    PENDING,
    DELIVERED,
    FAILED
  }

  /**
   * One attempt to deliver.
   *
   * @param statusCode of the response, if there was one
   * @param error why there was none
   * @param answer the first 2 KiB of the response
   */
  public record Attempt(
      int number,
      Instant at,
      long tookMillis,
      Optional<Integer> statusCode,
      Optional<String> error,
      String answer) {}

  public static Delivery of(WebhookId webhook, EventId event, EventType type, Instant now) {
    return new Delivery(
        DeliveryId.next(now), webhook, event, type, State.PENDING, 0, Optional.of(now), now);
  }

  public Delivery delivered() {
    return new Delivery(
        id, webhook, event, type, State.DELIVERED, attempts + 1, Optional.empty(), createdAt);
  }

  /** The attempt failed; the next is due at this time, or there is none. */
  public Delivery failed(Optional<Instant> next) {
    return new Delivery(
        id,
        webhook,
        event,
        type,
        next.isPresent() ? State.PENDING : State.FAILED,
        attempts + 1,
        next,
        createdAt);
  }

  /** Gives the delivery up, since its endpoint is disabled. */
  public Delivery abandoned() {
    return new Delivery(
        id, webhook, event, type, State.FAILED, attempts, Optional.empty(), createdAt);
  }

  /** Postpones an attempt without counting it. */
  public Delivery postponed(Instant until) {
    return new Delivery(
        id, webhook, event, type, State.PENDING, attempts, Optional.of(until), createdAt);
  }

  /** Starts over with all attempts, for a replay. */
  public Delivery replayed(Instant now) {
    return new Delivery(id, webhook, event, type, State.PENDING, 0, Optional.of(now), createdAt);
  }
}
