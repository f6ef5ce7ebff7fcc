package io.crier.application;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_BLOCKED;
import static io.crier.domain.apikeys.ApiKeyProblem.GRANT_TOO_WIDE;
import static io.crier.domain.apikeys.ApiKeyProblem.OPERATOR_REQUIRED;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_ALLOWED;
import static io.crier.domain.users.UserProblem.USER_REQUIRED;

import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.User;
import io.crier.domain.users.UserRole;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request, and what they may do. Every use case that acts for a caller takes an actor
 * and begins with one of the {@code require} methods; a use case without an actor is the server's
 * own.
 *
 * @param credential with what they have proved it
 * @param operator whether the actor may also operate the server
 * @param test whether what the actor sends goes to the simulator
 * @param sessions the only sessions that the actor may use; empty means all sessions of the account
 * @param blockedFor how long the account is still blocked
 */
public record Actor(
    Account account,
    Credential credential,
    Role role,
    boolean operator,
    boolean test,
    Set<SessionId> sessions,
    Optional<Duration> blockedFor)
    implements Principal {

  public Actor {
    sessions = Set.copyOf(sessions);
  }

  /** The actor that a key stands for. */
  public static Actor of(Account account, ApiKey key) {
    return new Actor(
        account,
        new Credential.OfKey(key),
        key.role(),
        key.operator(),
        key.isTest(),
        key.sessions(),
        Optional.empty());
  }

  /** The actor that a user is who has signed in. */
  public static Actor of(Account account, User user, SignIn signIn) {
    return new Actor(
        account,
        new Credential.OfUser(user, signIn),
        user.role().permissions(),
        user.role() == UserRole.OPERATOR,
        false,
        Set.of(),
        Optional.empty());
  }

  /** The same while the account is blocked; operators are not affected. */
  public Actor blocked(Duration remaining) {
    return operator
        ? this
        : new Actor(account, credential, role, false, test, sessions, Optional.of(remaining));
  }

  /** The same operator, acting for another account. */
  public Actor actingFor(Account other) {
    requireOperator();
    return new Actor(other, credential, role, true, test, sessions, Optional.empty());
  }

  /** The id of the account. */
  @Override
  public String getName() {
    return account.id().value().toString();
  }

  public AccountId accountId() {
    return account.id();
  }

  /** The API key that the actor uses, if it is a program. */
  public Optional<ApiKey> key() {
    return credential instanceof Credential.OfKey program
        ? Optional.of(program.key())
        : Optional.empty();
  }

  /** The user and the sign-in, if the actor is a person. */
  public Optional<Credential.OfUser> person() {
    return credential instanceof Credential.OfUser person ? Optional.of(person) : Optional.empty();
  }

  /** Of the keys that they create: test if they are a test themselves. */
  public ApiKey.Mode mode() {
    return test ? ApiKey.Mode.TEST : ApiKey.Mode.LIVE;
  }

  public boolean isBound() {
    return !sessions.isEmpty();
  }

  /** Whether the actor may use this session, which must be one of the account's. */
  public boolean mayUse(SessionId session) {
    return sessions.isEmpty() || sessions.contains(session);
  }

  public void require(Role needed) {
    requireEvenIfBlocked(needed);
    blockedFor.ifPresent(
        remaining -> {
          throw new Refused(ACCOUNT_BLOCKED, remaining);
        });
  }

  /** Requires the role of an actor whose account may be blocked: to show why it is. */
  public void requireEvenIfBlocked(Role needed) {
    if (!role.includes(needed)) {
      throw new Refused(ROLE_REQUIRED);
    }
  }

  /** Requires a person who has signed in, whose account may be blocked. */
  public Credential.OfUser requireUser() {
    return person().orElseThrow(() -> new Refused(USER_REQUIRED));
  }

  /** Requires an operator of the server who is not limited to certain sessions. */
  public void requireOperator() {
    require(Role.ADMIN);
    if (!operator) {
      throw new Refused(OPERATOR_REQUIRED);
    }
    requireAllSessions();
  }

  /** Requires the role, and an actor who is not limited to certain sessions. */
  public void requireWholeAccount(Role needed) {
    require(needed);
    requireAllSessions();
  }

  /** Refuses a session that the actor may not use; it must be one of the account's. */
  public void requireUseOf(SessionId session) {
    if (!mayUse(session)) {
      throw new Refused(SESSION_NOT_ALLOWED);
    }
  }

  /** Refuses to issue, show or change a key with more permissions than the actor's. */
  public void requireCover(ApiKey key) {
    if (!covers(key)) {
      throw new Refused(GRANT_TOO_WIDE);
    }
  }

  /** Whether the actor has all permissions of the key. */
  public boolean covers(ApiKey key) {
    return role.includes(key.role())
        && (operator || !key.operator())
        && (!test || key.isTest())
        && (sessions.isEmpty()
            || !key.sessions().isEmpty() && sessions.containsAll(key.sessions()));
  }

  private void requireAllSessions() {
    if (isBound()) {
      throw new Refused(SESSION_NOT_ALLOWED, "a key that is bound to sessions cannot do this");
    }
  }
}
