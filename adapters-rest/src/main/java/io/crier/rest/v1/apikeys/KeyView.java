package io.crier.rest.v1.apikeys;

import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An API key without its secret. */
@Schema(name = "ApiKey")
public record KeyView(
    @Schema(required = true, examples = "crl_4fZq91bT") String keyPrefix,
    @Schema(required = true, examples = "shop") String name,
    @Schema(required = true) ApiKey.Mode mode,
    @Schema(required = true) ApiKey.Role role,
    @Schema(required = true, description = "whether it may also act as operator of the server")
        boolean operator,
    @Schema(required = true, description = "the only sessions it may use; empty means all")
        List<UUID> sessions,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant expiresAt,
    Instant revokedAt,
    @Schema(description = "accurate to the minute") Instant lastUsedAt) {

  static KeyView of(ApiKey key) {
    return new KeyView(
        key.prefix().value(),
        key.name(),
        key.mode(),
        key.role(),
        key.operator(),
        key.sessions().stream().map(SessionId::value).sorted().toList(),
        key.createdAt(),
        key.expiresAt(),
        key.revokedAt().orElse(null),
        key.lastUsedAt().orElse(null));
  }
}
