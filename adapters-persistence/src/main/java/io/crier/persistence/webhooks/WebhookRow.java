package io.crier.persistence.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.EndpointHealth;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.persistence.Json;
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
import java.util.function.Function;
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

  /** Comma-separated ids; empty means all. */
  private String sessions;

  /** Comma-separated names of kinds of chats; empty means all. */
  private String chats;

  private byte[] headers;

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
    events = joined(endpoint.filter().events(), Enum::name);
    sessions = joined(endpoint.filter().sessions(), session -> session.value().toString());
    chats = joined(endpoint.filter().chats(), Enum::name);
    headers = seal(endpoint.headers(), box);
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
        filter(),
        headers(box),
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

  boolean wants(DomainEvent event) {
    return filter().passes(event);
  }

  private WebhookFilter filter() {
    return new WebhookFilter(
        split(events, EventType::valueOf),
        split(sessions, id -> new SessionId(UUID.fromString(id))),
        split(chats, ChatKind::valueOf));
  }

  private static <T> String joined(Set<T> values, Function<T, String> text) {
    return values.stream().map(text).sorted().collect(Collectors.joining(","));
  }

  private static <T> Set<T> split(String text, Function<String, T> value) {
    return text.isEmpty()
        ? Set.of()
        : Arrays.stream(text.split(",")).map(value).collect(Collectors.toSet());
  }

  private byte[] seal(WebhookHeaders clear, SealedBox box) {
    if (clear.equals(headers(box))) {
      return headers;
    }
    return clear.values().isEmpty()
        ? null
        : box.seal(Json.write(clear).getBytes(UTF_8), headersContext());
  }

  private WebhookHeaders headers(SealedBox box) {
    return headers == null
        ? WebhookHeaders.NONE
        : Json.read(new String(box.open(headers, headersContext()), UTF_8), WebhookHeaders.class);
  }

  private String headersContext() {
    return sealContext() + "/headers";
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
