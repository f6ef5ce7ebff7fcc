package io.crier.persistence.webhooks;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.domain.webhooks.EndpointHealth;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.persistence.SealedBox;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@Entity
@Table(name = "webhook")
class WebhookRow {

  @Id private UUID id;
  @Version private long version;

  @Column(name = "account_id")
  private UUID account;

  private String url;

  /** Comma-separated names of the wanted types; empty means all. */
  private String events;

  @Enumerated(EnumType.STRING)
  private WebhookFormat format;

  private byte[] secret;

  @Column(name = "previous_secret")
  private byte[] previousSecret;

  @Column(name = "previous_until")
  private Instant previousUntil;

  private int failures;

  @Column(name = "failing_since")
  private Instant failingSince;

  @Column(name = "broken_until")
  private Instant brokenUntil;

  private String disabled;

  @Column(name = "created_at")
  private Instant createdAt;

  protected WebhookRow() {}

  WebhookRow(WebhookEndpoint endpoint, SealedBox box) {
    id = endpoint.id().value();
    account = endpoint.account().value();
    createdAt = endpoint.createdAt();
    copy(endpoint, box);
  }

  void copy(WebhookEndpoint endpoint, SealedBox box) {
    url = endpoint.url().toString();
    events = endpoint.events().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    format = endpoint.format();
    secret = seal(endpoint.secrets().current(), secret, box);
    previousSecret =
        endpoint.secrets().previous().map(old -> seal(old, previousSecret, box)).orElse(null);
    previousUntil = endpoint.secrets().previousUntil().orElse(null);
    failures = endpoint.health().failures();
    failingSince = endpoint.health().failingSince().orElse(null);
    brokenUntil = endpoint.health().brokenUntil().orElse(null);
    disabled = endpoint.disabled().orElse(null);
  }

  WebhookEndpoint toEndpoint(SealedBox box) {
    return new WebhookEndpoint(
        new WebhookId(id),
        new AccountId(account),
        URI.create(url),
        wanted(),
        format,
        new WebhookEndpoint.Secrets(
            open(secret, box),
            Optional.ofNullable(previousSecret).map(old -> open(old, box)),
            Optional.ofNullable(previousUntil)),
        new EndpointHealth(
            failures, Optional.ofNullable(failingSince), Optional.ofNullable(brokenUntil)),
        Optional.ofNullable(disabled),
        createdAt);
  }

  WebhookId id() {
    return new WebhookId(id);
  }

  UUID account() {
    return account;
  }

  boolean isDisabled() {
    return disabled != null;
  }

  boolean wants(EventType type) {
    return events.isEmpty() || wanted().contains(type);
  }

  private Set<EventType> wanted() {
    return events.isEmpty()
        ? Set.of()
        : Arrays.stream(events.split(",")).map(EventType::valueOf).collect(Collectors.toSet());
  }

  /** Keeps the sealed value if the secret is unchanged, to avoid a needless write. */
  private byte[] seal(WebhookSecret clear, byte[] before, SealedBox box) {
    return before != null && open(before, box).equals(clear)
        ? before
        : box.seal(clear.value(), sealContext());
  }

  private WebhookSecret open(byte[] seal, SealedBox box) {
    return new WebhookSecret(box.open(seal, sealContext()));
  }

  private String sealContext() {
    return "webhook/" + id;
  }
}
