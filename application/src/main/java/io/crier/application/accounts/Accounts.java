package io.crier.application.accounts;

import io.crier.application.Slice;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import java.util.Optional;

/** All accounts. */
public interface Accounts {

  Optional<Account> find(AccountId id);

  /** Newest first, those older than {@code after} if it is given. */
  Slice<Account> list(Optional<AccountId> after, int limit);

  /** Adds the account, or replaces the one with the same id; never touches its credits then. */
  void save(Account account);

  /** Sets the credits, or takes the limit away. */
  void setCredits(AccountId id, Optional<Long> credits);

  boolean isEmpty();
}
