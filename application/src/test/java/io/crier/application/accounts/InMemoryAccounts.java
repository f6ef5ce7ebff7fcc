package io.crier.application.accounts;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import java.util.Comparator;
import java.util.Optional;

/** Accounts in memory. */
public final class InMemoryAccounts implements Accounts {

  private final InMemoryTable<AccountId, Account> table;

  public InMemoryAccounts(InMemoryUnitOfWork unitOfWork) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(AccountId::value).reversed());
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return table.get(id);
  }

  @Override
  public Slice<Account> list(Optional<AccountId> after, int limit) {
    var older =
        table.all(
            account -> after.isEmpty() || account.id().value().compareTo(after.get().value()) < 0);
    return Slice.of(older, limit);
  }

  @Override
  public void save(Account account) {
    var credits = table.get(account.id()).map(Account::credits).orElse(account.credits());
    table.put(account.id(), account.withCredits(credits));
  }

  @Override
  public void setCredits(AccountId id, Optional<Long> credits) {
    table.get(id).ifPresent(account -> table.put(id, account.withCredits(credits)));
  }

  @Override
  public boolean isEmpty() {
    return table.isEmpty();
  }
}
