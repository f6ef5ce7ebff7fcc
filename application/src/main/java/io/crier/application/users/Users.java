package io.crier.application.users;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.users.Email;
import io.crier.domain.users.User;
import io.crier.domain.users.UserId;
import java.util.Optional;

/** All users. */
public interface Users {

  Optional<User> find(AccountId account, UserId id);

  /** The user with this email, of any account: only for authentication. */
  Optional<User> find(Email email);

  /** The user of any account: only for authentication. */
  Optional<User> authenticating(UserId id);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<User> list(AccountId account, Optional<UserId> after, int limit);

  /** Locks the users of the account, so that two changes at once cannot remove the last owner. */
  void lock(AccountId account);

  /** How many active owners and operators the account has. */
  int countOwners(AccountId account);

  /**
   * Adds the user, or replaces the one with the same id; refuses an email that another user has.
   */
  void save(User user);

  /** Deletes the user with all sign-ins and invitations. */
  void delete(AccountId account, UserId id);

  /** Whether there is no user at all. */
  boolean isEmpty();
}
