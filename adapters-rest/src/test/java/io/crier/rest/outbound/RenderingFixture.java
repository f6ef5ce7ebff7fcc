package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.rest.outbound.WebhookRendering.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Renders events as a face does, whose webhooks sign their body with the receiver's secret. */
public abstract class RenderingFixture {

  protected static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  protected static final WebhookSecret OLD = WebhookSecret.generate(new Random(1));
  protected static final WebhookId ENDPOINT = new WebhookId(new UUID(0, 5));
  private static final WebhookSecret FRESH = WebhookSecret.generate(new Random(2));
  private static final SessionId SESSION = new SessionId(new UUID(0, 2));
  private static final MessageId MESSAGE = new MessageId(new UUID(0, 3));
  private static final WhatsAppId WHATSAPP_ID = new WhatsAppId("3EB0");
  private static final EventId EVENT = new EventId(new UUID(0, 4));
  private static final int ATTEMPT = 3;

  protected final WebhookRendering rendering;
  private final WebhookFormat format;
  private final Instant at;
  private final Optional<PhoneNumber> number;
  private final Recipient peer;

  protected RenderingFixture(
      WebhookRendering rendering,
      WebhookFormat format,
      Instant at,
      Optional<PhoneNumber> number,
      Recipient peer) {
    this.rendering = rendering;
    this.format = format;
    this.at = at;
    this.number = number;
    this.peer = peer;
  }

  protected final Request render(DomainEvent event) {
    return render(endpoint(), event, at);
  }

  protected static String body(Request request) {
    return new String(request.body(), UTF_8);
  }

  protected final MessageEvent received(Recipient from, Content content) {
    return new MessageEvent.Received(
        ACCOUNT, SESSION, number, MESSAGE, WHATSAPP_ID, from, Optional.empty(), content, at);
  }

  protected final MessageEvent changed(MessageStatus status) {
    return new MessageEvent.StatusChanged(
        ACCOUNT,
        SESSION,
        number,
        MESSAGE,
        WHATSAPP_ID,
        peer,
        Optional.empty(),
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        at);
  }

  /** A rotated secret replaces the old one once receivers have had a day to learn it. */
  protected final void assertSignsWithTheSecretThatReceiversKnow(String header) {
    var event = changed(MessageStatus.SENT);
    var rotated = endpoint().rotate(FRESH, at);

    var during = render(rotated, event, at.plusSeconds(1));
    var after = render(rotated, event, at.plus(Duration.ofHours(24)));

    assertThat(during.headers())
        .containsEntry(header, WebhookSignature.ofBody(OLD.text(), during.body()));
    assertThat(after.headers())
        .containsEntry(header, WebhookSignature.ofBody(FRESH.text(), after.body()));
  }

  private Request render(WebhookEndpoint endpoint, DomainEvent event, Instant now) {
    return rendering.render(endpoint, new Published(EVENT, 1, event), ATTEMPT, now);
  }

  private WebhookEndpoint endpoint() {
    return WebhookEndpoint.create(
        ACCOUNT,
        URI.create("https://shop.example"),
        WebhookFilter.NONE,
        WebhookHeaders.NONE,
        format,
        OLD,
        at);
  }
}
