package io.crier.application.accounts;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.protection.Conduct;
import java.time.Instant;
import java.util.List;

/** How accounts have behaved; an account without a record has done nothing wrong. */
public interface Conducts {

  Conduct find(AccountId account);

  /** The same, locked for a change until the unit of work ends. */
  Conduct lock(AccountId account);

  void save(Conduct conduct);

  /** Accounts whose block ended before this time, and is still recorded. */
  List<AccountId> blockedUntil(Instant now, int limit);
}
