package io.crier.rest.v1.webhooks;

import io.crier.domain.webhooks.EventType;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook endpoint as its account sees it. */
@Schema(name = "Webhook")
public record WebhookView(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "https://shop.example/hooks/crier") URI url,
    @Schema(
            required = true,
            description = "the types it gets; empty means all",
            examples = "[\"message.status\"]")
        List<String> events,
    @Schema(required = true) WebhookFormat format,
    @Schema(
            description =
                "signs what is delivered; shown only when the webhook is made or gets a new one",
            examples = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
        Optional<String> secret,
    @Schema(description = "until then the secret before this one signs too")
        Optional<Instant> oldSecretUntil,
    @Schema(
            description = "why it gets nothing any more; enable it to go on",
            examples = "the receiver answered 410 Gone")
        Optional<String> disabled,
    @Schema(required = true, description = "how many deliveries in a row have failed") int failures,
    @Schema(description = "since when they have") Optional<Instant> failingSince,
    @Schema(description = "after too many failures nothing is tried until then")
        Optional<Instant> pausedUntil,
    @Schema(required = true) Instant createdAt) {

  static WebhookView of(WebhookEndpoint endpoint) {
    return view(endpoint, Optional.empty());
  }

  static WebhookView withSecret(WebhookEndpoint endpoint) {
    return view(endpoint, Optional.of(endpoint.secrets().current().text()));
  }

  private static WebhookView view(WebhookEndpoint endpoint, Optional<String> secret) {
    return new WebhookView(
        endpoint.id().value(),
        endpoint.url(),
        endpoint.events().stream().sorted().map(EventType::text).toList(),
        endpoint.format(),
        secret,
        endpoint.secrets().previousUntil(),
        endpoint.disabled(),
        endpoint.standing().failures(),
        endpoint.standing().failingSince(),
        endpoint.standing().brokenUntil(),
        endpoint.createdAt());
  }

  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }
}
