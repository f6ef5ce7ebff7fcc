package io.crier.persistence.apikeys;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.KeyHash;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.domain.sessions.SessionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@Entity
@Table(name = "api_key")
class ApiKeyRow {

  @Id private String prefix;
  @Version private long version;

  @Column(name = "account_id")
  private UUID account;

  private String name;
  private byte[] hash;

  @Enumerated(EnumType.STRING)
  private ApiKey.Role role;

  private boolean operator;

  /** Comma-separated ids of the sessions it may use; empty means all. */
  private String sessions;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "revoked_at")
  private Instant revokedAt;

  @Column(name = "last_used_at")
  private Instant lastUsedAt;

  protected ApiKeyRow() {}

  ApiKeyRow(ApiKey key) {
    prefix = key.prefix().value();
    account = key.account().value();
    createdAt = key.createdAt();
    lastUsedAt = key.lastUsedAt().orElse(null);
    copy(key);
  }

  /** Copies all but the time of last use, which is updated concurrently. */
  void copy(ApiKey key) {
    name = key.name();
    hash = key.hash().value();
    role = key.role();
    operator = key.operator();
    sessions =
        key.sessions().stream()
            .map(session -> session.value().toString())
            .sorted()
            .collect(Collectors.joining(","));
    expiresAt = key.expiresAt();
    revokedAt = key.revokedAt().orElse(null);
  }

  ApiKey toApiKey() {
    return new ApiKey(
        new KeyPrefix(prefix),
        new AccountId(account),
        name,
        new KeyHash(hash),
        role,
        operator,
        sessions(),
        createdAt,
        expiresAt,
        Optional.ofNullable(revokedAt),
        Optional.ofNullable(lastUsedAt));
  }

  private Set<SessionId> sessions() {
    return sessions.isEmpty()
        ? Set.of()
        : Arrays.stream(sessions.split(","))
            .map(UUID::fromString)
            .map(SessionId::new)
            .collect(Collectors.toSet());
  }
}
