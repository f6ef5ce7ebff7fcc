package io.crier.application.webhooks;

import io.crier.application.Slice;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.DeliveryId;
import io.crier.domain.webhooks.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every event on its way to every endpoint, with what each attempt came to. */
public interface Deliveries {

  /**
   * Takes due deliveries for this process to attempt, at most {@code perEndpoint} less those that
   * {@code busy} says are under way for the endpoint already, the oldest due first, passing over
   * what another process holds. A claim that is not recorded lapses after {@code hold}.
   */
  List<Claimed> claim(
      Instant now, Duration hold, int limit, int perEndpoint, Map<WebhookId, Integer> busy);

  /** A delivery with the event it delivers. */
  record Claimed(Delivery delivery, Published event) {}

  /** Replaces deliveries, with the attempts that were made, if any. */
  void record(List<Result> results);

  /** A delivery as it is now. */
  record Result(Delivery delivery, Optional<Delivery.Attempt> attempt) {}

  Optional<Logged> find(AccountId account, WebhookId webhook, DeliveryId id);

  /** Newest first, those older than {@code after} if it is given. */
  Slice<Logged> list(
      AccountId account,
      WebhookId webhook,
      Optional<Delivery.State> state,
      Optional<DeliveryId> after,
      int limit);

  /** A delivery with all its attempts. */
  record Logged(Delivery delivery, List<Delivery.Attempt> attempts) {}

  /** Makes deliveries pending again whose events happened since then, and says how many. */
  int replay(WebhookId webhook, Instant since, Instant now);

  /** Puts off all that is pending for the endpoint and due before then; that burns no attempt. */
  void postpone(WebhookId webhook, Instant until);

  /** Marks as failed all that is pending for the endpoint: it was disabled. */
  void giveUp(WebhookId webhook);
}
