package io.crier.rest.outbound;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import java.time.Instant;
import java.util.Map;

/** Renders events for endpoints of one format. There is one CDI bean per {@link WebhookFormat}. */
public interface WebhookRendering {

  WebhookFormat format();

  /** Whether the format supports this event; endpoints never receive unsupported events. */
  boolean renders(DomainEvent event);

  Request render(WebhookEndpoint endpoint, Published event, int attempt, Instant now);

  /** The request to post; the signature covers exactly these body bytes. */
  record Request(Map<String, String> headers, byte[] body) {}

  /** What an answer with this status means. */
  Verdict verdict(int status);
}
