package io.crier.application.webhooks;

import io.crier.application.Slice;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.DeliveryId;
import io.crier.domain.webhooks.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The delivery of every event to every endpoint, with the results of all attempts. */
public interface Deliveries {

  /**
   * Claims due deliveries for this process, oldest first, skipping those that another process
   * holds. At most {@code perEndpoint} for an endpoint, less those that {@code busy} counts as
   * under way already. A claim that is not recorded expires after {@code hold}.
   */
  List<Claimed> claim(
      Instant now, Duration hold, int limit, int perEndpoint, Map<WebhookId, Integer> busy);

  /** A delivery with the event it delivers. */
  record Claimed(Delivery delivery, Published event) {}

  /** Replaces deliveries, and adds the attempts that were made, if any. */
  void record(List<Result> results);

  /** A delivery as it is now. */
  record Result(Delivery delivery, Optional<Delivery.Attempt> attempt) {}

  Optional<Logged> find(AccountId account, WebhookId webhook, DeliveryId id);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<Logged> list(
      AccountId account,
      WebhookId webhook,
      Optional<Delivery.State> state,
      Optional<DeliveryId> after,
      int limit);

  /** The deliveries of these events of the account, in order. */
  List<Logged> of(AccountId account, Collection<EventId> events);

  /** A delivery with all its attempts. */
  record Logged(Delivery delivery, List<Delivery.Attempt> attempts) {}

  /** Makes deliveries of events since then pending again, and returns how many. */
  int replay(WebhookId webhook, Instant since, Instant now);

  /**
   * Postpones all deliveries to the endpoint that are due before then; this uses up no attempts.
   */
  void postpone(WebhookId webhook, Instant until);

  /** Marks all pending deliveries to the endpoint as failed: it was disabled. */
  void giveUp(WebhookId webhook);
}
