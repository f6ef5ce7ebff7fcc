package io.crier.domain.apikeys;

import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_EXPIRY;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API key as it is stored: everything but its secret.
 *
 * @param hash keyed hash of the secret
 * @param sessions the only sessions it may use; empty means all sessions of the account
 * @param operator whether it may also operate the server
 * @param lastUsedAt to the minute
 */
public record ApiKey(
    KeyPrefix prefix,
    AccountId account,
    String name,
    KeyHash hash,
    Role role,
    boolean operator,
    Set<SessionId> sessions,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt,
    Optional<Instant> lastUsedAt) {

  /** The rule for names of new keys. */
  public static final TextRule NAME = TextRule.line(100);

  public static final Duration DEFAULT_LIFETIME = Duration.ofDays(365);

  /** What a key may do; each role includes the permissions of the later ones. */
  public enum Role {
    ADMIN,
    SEND,
    READ;

    public boolean includes(Role needed) {
      return compareTo(needed) <= 0;
    }
  }

  /** Whether sent messages go to WhatsApp or to the simulator. */
  public enum Mode {
    LIVE,
    TEST
  }

  public ApiKey {
    if (!expiresAt.isAfter(createdAt)) {
      throw new Refused(INVALID_EXPIRY);
    }
    sessions = Set.copyOf(sessions);
  }

  public Mode mode() {
    return prefix.value().startsWith("crl_") ? Mode.LIVE : Mode.TEST;
  }

  public boolean isTest() {
    return mode() == Mode.TEST;
  }

  public boolean isRevoked() {
    return revokedAt.isPresent();
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  public ApiKey revoke(Instant now) {
    return isRevoked()
        ? this
        : new ApiKey(
            prefix,
            account,
            name,
            hash,
            role,
            operator,
            sessions,
            createdAt,
            expiresAt,
            Optional.of(now),
            lastUsedAt);
  }

  /** The replacement of this key: the same permissions under another text. */
  public ApiKey successor(KeyPrefix prefix, KeyHash hash, Instant now) {
    return new ApiKey(
        prefix,
        account,
        name,
        hash,
        role,
        operator,
        sessions,
        now,
        now.plus(Duration.between(createdAt, expiresAt)),
        Optional.empty(),
        Optional.empty());
  }
}
