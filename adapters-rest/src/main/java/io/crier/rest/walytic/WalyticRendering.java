package io.crier.rest.walytic;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.rest.json.Json;
import io.crier.rest.outbound.WebhookRendering;
import io.crier.rest.outbound.WebhookSignature;
import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Walytic's format: received messages and the delivery of sent ones, signed over the raw body. */
@Dependent
public final class WalyticRendering implements WebhookRendering {

  static final String SIGNATURE = "x-walytic-signature";

  private static final int GONE = 410;
  private static final Set<MessageStatus> REPORTED =
      Set.of(MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.FAILED);

  @Override
  public WebhookFormat format() {
    return WebhookFormat.WALYTIC;
  }

  @Override
  public boolean renders(DomainEvent event) {
    return event instanceof MessageEvent.Received
        || event instanceof MessageEvent.StatusChanged changed
            && REPORTED.contains(changed.status())
        || event instanceof WebhookEvent.Tested;
  }

  @Override
  public Request render(WebhookEndpoint endpoint, Published event, int attempt, Instant now) {
    var body = Json.write(body(event.event())).getBytes(StandardCharsets.UTF_8);
    // Receivers know the older of two secrets until they are given the new one.
    var secret = endpoint.secrets().active(now).getLast().text();
    return new Request(
        Map.of(
            "content-type", "application/json", SIGNATURE, WebhookSignature.ofBody(secret, body)),
        body);
  }

  private static Object body(DomainEvent event) {
    return switch (event) {
      case MessageEvent.Received it ->
          new Inbound(
              "message.received",
              session(it),
              it.from().textWithoutPlus(),
              it.content().text(),
              it.at().getEpochSecond());
      case MessageEvent.StatusChanged it ->
          new Delivery(
              "message." + it.status().name().toLowerCase(Locale.ROOT),
              session(it),
              it.to().textWithoutPlus(),
              it.message().value(),
              it.whatsAppId().value(),
              it.at().getEpochSecond(),
              it.fault().map(Fault::code).orElse(null));
      case WebhookEvent.Tested it -> new Test("webhook.test", it.at().getEpochSecond());
      default -> throw new IllegalArgumentException("not in this format: " + event.type());
    };
  }

  /** The session's number; its id in old events and before it is linked. */
  private static String session(MessageEvent event) {
    return event
        .sessionNumber()
        .map(PhoneNumber::digits)
        .orElseGet(() -> event.session().value().toString());
  }

  private record Inbound(
      String event, String sessionId, String from, String text, long timestamp) {}

  @JsonInclude
  private record Delivery(
      String event,
      String sessionId,
      String to,
      UUID messageId,
      String waMessageId,
      long timestamp,
      String error) {}

  private record Test(String event, long timestamp) {}

  @Override
  public Verdict verdict(int status) {
    if (status >= 200 && status < 300) {
      return Verdict.RECEIVED;
    }
    return status == GONE ? Verdict.GONE : Verdict.RETRY;
  }
}
