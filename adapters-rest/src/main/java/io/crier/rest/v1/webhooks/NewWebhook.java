package io.crier.rest.v1.webhooks;

import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.EventType;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to register a webhook. */
@Schema(name = "RegisterWebhook")
public record NewWebhook(
    @Schema(
            required = true,
            maxLength = 2_000,
            description = "http or https, without user info and fragment",
            examples = "https://shop.example/hooks/crier")
        String url,
    @Schema(
            implementation = EventType[].class,
            description = "the event types to receive; if absent or empty, all",
            examples = "[\"message.status\", \"message.received\"]")
        List<String> events,
    @Schema(
            implementation = UUID[].class,
            maxItems = 100,
            description =
                "receive only events of these sessions of the account; if absent or empty, all")
        List<String> sessions,
    @Schema(
            implementation = ChatKind[].class,
            description =
                "receive no events of other kinds of chats; if absent or empty, all."
                    + " Events that are not of a chat are not affected",
            examples = "[\"person\"]")
        List<String> chats,
    @Schema(
            description =
                "at most 10 headers that are added to every delivery; their values are never"
                    + " shown again. Those of HTTP itself and of signatures are refused",
            examples = "{\"Authorization\": \"Bearer 7Rk2mQ\"}")
        Map<String, String> headers,
    @Schema(defaultValue = "crier") WebhookFormat format) {

  WebhookFilter filter() {
    var asked = new WebhookChange(null, events, sessions, chats, headers).toUseCase();
    return WebhookFilter.NONE.with(asked.events(), asked.sessions(), asked.chats());
  }

  WebhookHeaders headersOrNone() {
    return Optional.ofNullable(headers).map(WebhookHeaders::new).orElse(WebhookHeaders.NONE);
  }

  @Override
  public String toString() {
    return "NewWebhook[" + url + "]";
  }
}
