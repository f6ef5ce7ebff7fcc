package io.crier.domain.webhooks;

import static io.crier.domain.webhooks.WebhookProblem.INVALID_WEBHOOK_URL;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A URL to which events of an account are posted.
 *
 * @param filter which events it receives
 * @param headers added to every delivery
 * @param secrets newest first; the older one also signs until the overlap ends
 * @param disabled why it is disabled, if it is
 */
public record WebhookEndpoint(
    WebhookId id,
    AccountId account,
    URI url,
    WebhookFilter filter,
    WebhookHeaders headers,
    WebhookFormat format,
    Secrets secrets,
    EndpointHealth health,
    Optional<String> disabled,
    Instant createdAt) {

  private static final Duration OVERLAP = Duration.ofHours(24);

  /** The signing secrets: one, or two during a rotation. */
  public record Secrets(
      WebhookSecret current, Optional<WebhookSecret> previous, Optional<Instant> previousUntil) {

    /** The secrets that sign a delivery now, newest first. */
    public List<WebhookSecret> active(Instant now) {
      return previous
          .filter(old -> previousUntil.filter(now::isBefore).isPresent())
          .map(old -> List.of(current, old))
          .orElseGet(() -> List.of(current));
    }
  }

  public WebhookEndpoint {
    var scheme = url.getScheme();
    if (!("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null
        || url.toString().length() > 2_000) {
      throw new Refused(INVALID_WEBHOOK_URL);
    }
  }

  public static WebhookEndpoint create(
      AccountId account,
      URI url,
      WebhookFilter filter,
      WebhookHeaders headers,
      WebhookFormat format,
      WebhookSecret secret,
      Instant now) {
    return new WebhookEndpoint(
        WebhookId.next(now),
        account,
        url,
        filter,
        headers,
        format,
        new Secrets(secret, Optional.empty(), Optional.empty()),
        EndpointHealth.GOOD,
        Optional.empty(),
        now);
  }

  /** Whether it subscribes to this event; while it is disabled it misses them. */
  public boolean wants(DomainEvent event) {
    return filter.passes(event);
  }

  public WebhookEndpoint change(
      URI otherUrl, WebhookFilter otherFilter, WebhookHeaders otherHeaders) {
    return new WebhookEndpoint(
        id,
        account,
        otherUrl,
        otherFilter,
        otherHeaders,
        format,
        secrets,
        health,
        disabled,
        createdAt);
  }

  /** Adds a new secret; the old one also signs for another day. */
  public WebhookEndpoint rotate(WebhookSecret next, Instant now) {
    var overlap = new Secrets(next, Optional.of(secrets.current()), Optional.of(now.plus(OVERLAP)));
    return new WebhookEndpoint(
        id, account, url, filter, headers, format, overlap, health, disabled, createdAt);
  }

  public WebhookEndpoint health(EndpointHealth other) {
    return new WebhookEndpoint(
        id, account, url, filter, headers, format, secrets, other, disabled, createdAt);
  }

  public WebhookEndpoint disable(String reason) {
    return new WebhookEndpoint(
        id, account, url, filter, headers, format, secrets, health, Optional.of(reason), createdAt);
  }

  public WebhookEndpoint enable() {
    return new WebhookEndpoint(
        id,
        account,
        url,
        filter,
        headers,
        format,
        secrets,
        EndpointHealth.GOOD,
        Optional.empty(),
        createdAt);
  }
}
