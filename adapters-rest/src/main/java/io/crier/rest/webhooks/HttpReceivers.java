package io.crier.rest.webhooks;

import io.crier.application.Published;
import io.crier.application.webhooks.Receivers;
import io.crier.domain.webhooks.EventType;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.rest.events.Envelope;
import io.crier.rest.media.MediaLinks;
import io.crier.rest.outbound.OutboundClient;
import io.crier.rest.outbound.OutboundPolicy;
import io.crier.rest.outbound.RetryAfter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Receivers of webhooks that speak HTTP: what is signed is, byte for byte, what is sent. */
@Dependent
public final class HttpReceivers implements Receivers {

  private final OutboundPolicy policy;
  private final OutboundClient client;
  private final MediaLinks links;

  @Inject
  public HttpReceivers(OutboundPolicy policy, OutboundClient client, MediaLinks links) {
    this.policy = policy;
    this.client = client;
    this.links = links;
  }

  @Override
  public Answer post(WebhookEndpoint endpoint, Published event, int attempt, Instant now) {
    var body = render(endpoint, event);
    var answer = client.post(endpoint.url(), headers(endpoint, event, attempt, now, body), body);
    return switch (answer) {
      case io.crier.rest.outbound.Answer.Answered answered ->
          new Answer.Answered(
              answered.status(),
              answered.retryAfter().flatMap(header -> RetryAfter.parse(header, now)),
              answered.excerpt(),
              answered.took());
      case io.crier.rest.outbound.Answer.Blocked blocked ->
          new Answer.Silent(blocked.reason(), blocked.took());
      case io.crier.rest.outbound.Answer.Unreachable unreachable ->
          new Answer.Silent(unreachable.reason(), unreachable.took());
      case io.crier.rest.outbound.Answer.TimedOut late ->
          new Answer.Silent("no complete answer came in time", late.took());
    };
  }

  @Override
  public Optional<String> blocked(URI url) {
    return policy.refusal(url);
  }

  private byte[] render(WebhookEndpoint endpoint, Published event) {
    return switch (endpoint.format()) {
      case CRIER -> Envelope.of(event, links).json();
    };
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
    headers.put("x-crier-event", EventType.of(event.event()).text());
    headers.put("x-crier-attempt", Integer.toString(attempt));
    // Has room for one signature: that of the old secret, which receivers know, while there is one.
    headers.put("x-crier-signature", WebhookSignature.ofBody(secrets.getLast(), body));
    return headers;
  }
}
