package io.crier.rest.wapi;

import io.crier.domain.apikeys.ApiKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An API key; its text is shown once, when it is new. */
@Schema(name = "WapiKey", description = "An API key")
record KeyView(
    @Schema(required = true, description = "what revoke-key takes", examples = "crl_4fZq91bT")
        String id,
    @Schema(
            description = "of a new key: its text, which is never shown again",
            examples = "crl_4fZq91bT…")
        Optional<String> key,
    @Schema(required = true, description = "its name", examples = "Google Sheets") String name,
    @Schema(required = true, description = "its first characters", examples = "crl_4fZq91bT")
        String prefix,
    @Schema(
            required = true,
            description = "admin, api, or read for a key that cannot send",
            examples = "api")
        String role,
    @Schema(required = true, description = "whether it is accepted") Status status,
    @Schema(required = true, description = "when it was created") Instant createdAt,
    @Schema(description = "when it was last used, to the minute") Optional<Instant> lastUsedAt,
    @Schema(required = true, description = "when it expires") Instant expiresAt) {

  /** Whether a key is accepted. */
  @Schema(name = "WapiKeyStatus", description = "whether a key is accepted")
  enum Status {
    ACTIVE,
    REVOKED,
    EXPIRED
  }

  static KeyView of(ApiKey key, Instant now) {
    return of(key, Optional.empty(), now);
  }

  static KeyView of(ApiKey key, Optional<String> text, Instant now) {
    return new KeyView(
        key.prefix().value(),
        text,
        key.name(),
        key.prefix().value(),
        role(key.role()),
        status(key, now),
        key.createdAt(),
        key.lastUsedAt(),
        key.expiresAt());
  }

  private static String role(ApiKey.Role role) {
    return role == ApiKey.Role.SEND ? "api" : role.name().toLowerCase(Locale.ROOT);
  }

  private static Status status(ApiKey key, Instant now) {
    if (key.isRevoked()) {
      return Status.REVOKED;
    }
    return key.isExpired(now) ? Status.EXPIRED : Status.ACTIVE;
  }

  @Override
  public String toString() {
    return "KeyView[" + prefix + "…]";
  }
}
