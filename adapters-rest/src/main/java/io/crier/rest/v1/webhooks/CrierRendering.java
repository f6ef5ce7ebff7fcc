package io.crier.rest.v1.webhooks;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.rest.outbound.WebhookRendering;
import io.crier.rest.outbound.WebhookSignature;
import io.crier.rest.v1.events.Envelope;
import io.crier.rest.v1.media.MediaLinks;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Crier's own format: all events, signed as in Standard Webhooks, with an additional signature of
 * the body.
 */
@Dependent
public final class CrierRendering implements WebhookRendering {

  private static final int GONE = 410;

  private final MediaLinks links;

  @Inject
  public CrierRendering(MediaLinks links) {
    this.links = links;
  }

  @Override
  public WebhookFormat format() {
    return WebhookFormat.CRIER;
  }

  @Override
  public boolean renders(DomainEvent event) {
    return true;
  }

  @Override
  public Request render(WebhookEndpoint endpoint, Published event, int attempt, Instant now) {
    var body = Envelope.of(event, links).json();
    return new Request(headers(endpoint, event, attempt, now, body), body);
  }

  private static Map<String, String> headers(
      WebhookEndpoint endpoint, Published event, int attempt, Instant now, byte[] body) {
    var id = event.id().value().toString();
    var secrets = endpoint.secrets().active(now).stream().map(WebhookSecret::text).toList();
    var headers = new LinkedHashMap<String, String>();
    headers.put("content-type", "application/json");
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put("webhook-signature", WebhookSignature.standard(secrets, id, now, body));
    headers.put("x-crier-event", event.event().type().text());
    headers.put("x-crier-attempt", Integer.toString(attempt));
    // Holds one signature only: during a rotation that of the old secret, which receivers know.
    headers.put("x-crier-signature", WebhookSignature.ofBody(secrets.getLast(), body));
    return headers;
  }

  @Override
  public Verdict verdict(int status) {
    if (status >= 200 && status < 300) {
      return Verdict.RECEIVED;
    }
    return status == GONE ? Verdict.GONE : Verdict.RETRY;
  }
}
