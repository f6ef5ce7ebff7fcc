package io.crier.application.accounts;

import io.crier.application.Slice;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import java.util.Optional;

/** All accounts. */
public interface Accounts {

  Optional<Account> find(AccountId id);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<Account> list(Optional<AccountId> after, int limit);

  /**
   * Adds the account, or replaces the one with the same id; replacing does not change its credits.
   */
  void save(Account account);

  /** Sets the credits, or removes the limit. */
  void setCredits(AccountId id, Optional<Long> credits);

  boolean isEmpty();
}
