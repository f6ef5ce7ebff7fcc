package io.crier.rest.outbound;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.DomainEvent;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import java.time.Instant;
import java.util.Map;

/** How events are posted to endpoints of one format: a bean for each {@link WebhookFormat}. */
public interface WebhookRendering {

  WebhookFormat format();

  /** Whether the format has such events; endpoints never get those that it has not. */
  boolean renders(DomainEvent event);

  Request render(WebhookEndpoint endpoint, Published event, int attempt, Instant now);

  /** What is posted: what is signed is, byte for byte, the body. */
  record Request(Map<String, String> headers, byte[] body) {}

  /** What an answer with this status means. */
  Verdict verdict(int status);
}
