package io.crier.domain.users;

import static io.crier.domain.users.UserProblem.INVALID_USER_NAME;

import io.crier.domain.TextRule;
import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A person who may sign in to an account.
 *
 * @param password empty until one is chosen
 * @param joined whether the invitation was accepted, by a password or at a provider
 * @param deactivatedAt since when they may not sign in
 */
public record User(
    UserId id,
    AccountId account,
    String name,
    Email email,
    UserRole role,
    Optional<PasswordHash> password,
    boolean joined,
    Instant createdAt,
    Optional<Instant> deactivatedAt) {

  /** The rule for names. */
  public static final TextRule NAME = TextRule.line(100);

  /** Whether a user has accepted the invitation, and may sign in. */
  public enum Status {
    INVITED,
    ACTIVE,
    DEACTIVATED
  }

  /** Somebody who has not accepted the invitation yet. */
  public static User invite(
      AccountId account, String name, Email email, UserRole role, Instant now) {
    return new User(
        UserId.next(now),
        account,
        NAME.require("name", name, INVALID_USER_NAME),
        email,
        role,
        Optional.empty(),
        false,
        now,
        Optional.empty());
  }

  public Status status() {
    if (deactivatedAt.isPresent()) {
      return Status.DEACTIVATED;
    }
    return joined ? Status.ACTIVE : Status.INVITED;
  }

  public boolean isActive() {
    return status() == Status.ACTIVE;
  }

  public User named(String name) {
    return new User(
        id,
        account,
        NAME.require("name", name, INVALID_USER_NAME),
        email,
        role,
        password,
        joined,
        createdAt,
        deactivatedAt);
  }

  public User reachedAt(Email email) {
    return new User(id, account, name, email, role, password, joined, createdAt, deactivatedAt);
  }

  public User as(UserRole role) {
    return new User(id, account, name, email, role, password, joined, createdAt, deactivatedAt);
  }

  public User with(PasswordHash password) {
    return new User(
        id, account, name, email, role, Optional.of(password), true, createdAt, deactivatedAt);
  }

  /** The same without a password, if there is none yet: somebody else knows who it is. */
  public User join() {
    return new User(id, account, name, email, role, password, true, createdAt, deactivatedAt);
  }

  public User activate() {
    return new User(id, account, name, email, role, password, joined, createdAt, Optional.empty());
  }

  public User deactivate(Instant now) {
    return new User(
        id,
        account,
        name,
        email,
        role,
        password,
        joined,
        createdAt,
        Optional.of(deactivatedAt.orElse(now)));
  }
}
