package io.crier.rest.v1.webhooks;

import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook endpoint as shown to its account. */
@Schema(name = "Webhook")
public record WebhookView(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "https://shop.example/hooks/crier") URI url,
    @Schema(
            required = true,
            implementation = EventType[].class,
            description = "the event types it receives; empty means all",
            examples = "[\"message.status\"]")
        List<String> events,
    @Schema(
            required = true,
            description = "only events of these sessions are delivered; empty means all",
            examples = "[]")
        List<UUID> sessions,
    @Schema(
            required = true,
            description = "no events of other kinds of chats are delivered; empty means all",
            examples = "[\"person\"]")
        List<ChatKind> chats,
    @Schema(
            required = true,
            description = "the names of the headers that are added to every delivery",
            examples = "[\"Authorization\"]")
        List<String> headers,
    @Schema(required = true) WebhookFormat format,
    @Schema(
            description = "signs deliveries; shown only when it is created or rotated",
            examples = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
        Optional<String> secret,
    @Schema(description = "until when the previous secret is also used to sign")
        Optional<Instant> oldSecretUntil,
    @Schema(
            description = "why it is disabled; enable it to resume deliveries",
            examples = "the receiver answered 410 Gone")
        Optional<String> disabled,
    @Schema(
            required = true,
            description = "number of consecutive failed deliveries",
            examples = "0")
        int failures,
    @Schema(description = "when the first of these failed") Optional<Instant> failingSince,
    @Schema(description = "after too many failures, no attempts are made until then")
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
        endpoint.filter().events().stream().sorted().map(EventType::text).toList(),
        endpoint.filter().sessions().stream().map(SessionId::value).sorted().toList(),
        endpoint.filter().chats().stream().sorted().toList(),
        endpoint.headers().names(),
        endpoint.format(),
        secret,
        endpoint.secrets().previousUntil(),
        endpoint.disabled(),
        endpoint.health().failures(),
        endpoint.health().failingSince(),
        endpoint.health().brokenUntil(),
        endpoint.createdAt());
  }

  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }
}
