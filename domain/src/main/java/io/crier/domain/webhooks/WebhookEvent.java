package io.crier.domain.webhooks;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import java.time.Instant;

/** Something that happened to a webhook endpoint. */
public sealed interface WebhookEvent extends DomainEvent {

  WebhookId webhook();

  /** The endpoint failed for too long: it receives nothing until its owner enables it. */
  record Disabled(AccountId account, WebhookId webhook, String reason, Instant at)
      implements WebhookEvent {
    @Override
    public EventType type() {
      return EventType.WEBHOOK_DISABLED;
    }
  }

  /** The owner tests the endpoint; delivered to this endpoint only. */
  record Tested(AccountId account, WebhookId webhook, Instant at) implements WebhookEvent {
    @Override
    public EventType type() {
      return EventType.WEBHOOK_TEST;
    }
  }
}
