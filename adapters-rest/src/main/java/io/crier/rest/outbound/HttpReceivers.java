package io.crier.rest.outbound;

import static java.lang.String.CASE_INSENSITIVE_ORDER;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Posts webhooks over HTTP, each in its endpoint's format. */
@Dependent
public final class HttpReceivers implements Receivers {

  private final OutboundPolicy policy;
  private final OutboundClient client;
  private final Map<WebhookFormat, WebhookRendering> renderings =
      new EnumMap<>(WebhookFormat.class);

  @Inject
  HttpReceivers(
      OutboundPolicy policy, OutboundClient client, @Any Instance<WebhookRendering> renderings) {
    this(policy, client, (Iterable<WebhookRendering>) renderings);
  }

  public HttpReceivers(
      OutboundPolicy policy, OutboundClient client, Iterable<WebhookRendering> renderings) {
    this.policy = policy;
    this.client = client;
    renderings.forEach(this::add);
    for (var format : WebhookFormat.values()) {
      if (!this.renderings.containsKey(format)) {
        throw new IllegalStateException("no rendering for the webhook format " + format);
      }
    }
  }

  private void add(WebhookRendering rendering) {
    if (renderings.put(rendering.format(), rendering) != null) {
      throw new IllegalStateException(
          "two renderings for the webhook format " + rendering.format());
    }
  }

  @Override
  public Answer post(WebhookEndpoint endpoint, Published event, int attempt, Instant now) {
    var rendering = renderings.get(endpoint.format());
    if (!rendering.renders(event.event())) {
      return new Answer.Skipped();
    }
    var request = rendering.render(endpoint, event, attempt, now);
    var headers = new TreeMap<String, String>(CASE_INSENSITIVE_ORDER);
    headers.putAll(endpoint.headers().values());
    headers.putAll(request.headers());
    return switch (client.post(endpoint.url(), headers, request.body())) {
      case PostResult.Responded responded ->
          new Answer.Answered(
              responded.status(),
              rendering.verdict(responded.status()),
              responded.retryAfter().flatMap(header -> RetryAfter.parse(header, now)),
              responded.excerpt(),
              responded.took());
      case PostResult.Blocked blocked -> new Answer.Silent(blocked.reason(), blocked.took());
      case PostResult.Unreachable unreachable ->
          new Answer.Silent(unreachable.reason(), unreachable.took());
      case PostResult.TimedOut timedOut ->
          new Answer.Silent("the response was not complete in time", timedOut.took());
    };
  }

  @Override
  public Optional<String> blocked(URI url) {
    return policy.refusal(url);
  }
}
