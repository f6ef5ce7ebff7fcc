package io.crier.domain.users;

import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A link that can be used once: to join an account, or to choose a new password.
 *
 * @param user who is invited; empty for the very first user of the server
 */
public record Invitation(
    TokenHash hash,
    AccountId account,
    Optional<UserId> user,
    Purpose purpose,
    UserRole role,
    Instant expiresAt) {

  /** How long a link can be used. */
  public static final Duration VALIDITY = Duration.ofHours(24);

  /** What the link is for. */
  public enum Purpose {
    JOIN,
    RESET
  }

  /** For the first user of the server, who operates it. */
  public static Invitation first(TokenHash hash, AccountId account, Instant now) {
    return new Invitation(
        hash, account, Optional.empty(), Purpose.JOIN, UserRole.OPERATOR, now.plus(VALIDITY));
  }

  /** For a user who has not joined yet, or who needs a new password. */
  public static Invitation of(TokenHash hash, User user, Instant now) {
    return new Invitation(
        hash,
        user.account(),
        Optional.of(user.id()),
        user.joined() ? Purpose.RESET : Purpose.JOIN,
        user.role(),
        now.plus(VALIDITY));
  }

  public boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
