package io.crier.rest.aulm;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageEvent.Received;
import io.crier.domain.messages.MessageEvent.StatusChanged;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent.Tested;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.rest.json.Json;
import io.crier.rest.outbound.WebhookRendering;
import io.crier.rest.outbound.WebhookSignature;
import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The webhook format of aulm: received messages, and the status of sent ones. */
@Dependent
public final class AulmRendering implements WebhookRendering {

  private static final int TOO_MANY_REQUESTS = 429;

  @Override
  public WebhookFormat format() {
    return WebhookFormat.AULM;
  }

  @Override
  public boolean renders(DomainEvent event) {
    return switch (event) {
      case Received received -> true;
      case Tested tested -> true;
      case StatusChanged changed ->
          changed.status().isSent() || changed.status() == MessageStatus.FAILED;
      default -> false;
    };
  }

  @Override
  public Request render(WebhookEndpoint endpoint, Published event, int attempt, Instant now) {
    var id = event.id().value().toString();
    var fields = fields(event.event(), id);
    var body = Json.write(fields).getBytes(StandardCharsets.UTF_8);
    // Receivers know one secret: during a rotation that is the old one.
    var secret = endpoint.secrets().active(now).getLast().text();
    var headers = new LinkedHashMap<String, String>();
    headers.put("content-type", "application/json");
    headers.put("x-aulm-event", fields.get("event").toString());
    headers.put("x-aulm-delivery-id", id);
    headers.put("x-aulm-attempt", Integer.toString(attempt));
    headers.put("x-aulm-signature", WebhookSignature.ofBody(secret, body));
    return new Request(headers, body);
  }

  private static Map<String, Object> fields(DomainEvent event, String id) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("event", event instanceof StatusChanged ? "message_status" : "inbound_message");
    fields.put("delivery_id", id);
    switch (event) {
      case Received received -> {
        fields.put("session_id", received.session().value());
        fields.put("from", received.from().text());
        fields.put("message_id", received.whatsAppId().value());
        fields.put("type", type(received.content()));
        if (type(received.content()).equals("text")) {
          fields.put("body", received.content().text());
        }
        fields.put("received_at", received.at());
      }
      case StatusChanged changed -> {
        fields.put("session_id", changed.session().value());
        fields.put("message_id", changed.whatsAppId().value());
        fields.put("status", changed.status().name().toLowerCase(Locale.ROOT));
        fields.put("to", changed.to().text());
        fields.put("occurred_at", changed.at());
      }
      case Tested tested -> {
        fields.put("session_id", new UUID(0, 0));
        fields.put("from", "+966512345678");
        fields.put("message_id", "test");
        fields.put("type", "text");
        fields.put("body", "hi");
        fields.put("received_at", tested.at());
        fields.put("test", true);
      }
      default -> throw new IllegalArgumentException("not rendered: " + event.type());
    }
    return fields;
  }

  /** aulm knows neither replies to buttons nor stickers. */
  private static String type(Content content) {
    return switch (content.type()) {
      case "interactive" -> "text";
      case "sticker" -> "image";
      default -> content.type();
    };
  }

  @Override
  public Verdict verdict(int status) {
    if (status >= 200 && status < 300) {
      return Verdict.RECEIVED;
    }
    var isFinal = status >= 400 && status < 500 && status != TOO_MANY_REQUESTS;
    return isFinal ? Verdict.REJECTED : Verdict.RETRY;
  }
}
