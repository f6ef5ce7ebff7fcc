package io.crier.domain.users;

import io.crier.domain.TextRule;
import java.time.Duration;
import java.time.Instant;

/**
 * A browser in which a user has signed in.
 *
 * @param hash of the token that the browser keeps in a cookie
 * @param lastUsedAt to the minute
 * @param address from which the user signed in
 * @param userAgent what the browser says it is
 */
public record SignIn(
    SignInId id,
    UserId user,
    TokenHash hash,
    Instant at,
    Instant lastUsedAt,
    String address,
    String userAgent) {

  private static final int LONGEST_USER_AGENT = 300;

  /**
   * How long a sign-in lasts.
   *
   * @param longest at most, however much it is used
   * @param idle without being used
   */
  public record Lifetime(Duration longest, Duration idle) {

    public static final Lifetime STANDARD = new Lifetime(Duration.ofDays(30), Duration.ofDays(7));
  }

  public static SignIn begin(
      UserId user, TokenHash hash, String address, String userAgent, Instant now) {
    return new SignIn(
        SignInId.next(now),
        user,
        hash,
        now,
        now,
        address,
        TextRule.head(TextRule.repaired(userAgent), LONGEST_USER_AGENT));
  }

  /** When it ends, unless it is used again. */
  public Instant expiresAt(Lifetime lifetime) {
    var end = at.plus(lifetime.longest());
    var idleEnd = lastUsedAt.plus(lifetime.idle());
    return end.isBefore(idleEnd) ? end : idleEnd;
  }

  public boolean isOver(Lifetime lifetime, Instant now) {
    return !now.isBefore(expiresAt(lifetime));
  }

  /** The same, used at this time. */
  public SignIn usedAt(Instant now) {
    return new SignIn(id, user, hash, at, now, address, userAgent);
  }
}
