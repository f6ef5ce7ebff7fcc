package io.crier.application.accounts;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.protection.Block;
import io.crier.domain.protection.Conduct;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The conduct of accounts in memory. */
public final class InMemoryConducts implements Conducts {

  private final InMemoryTable<AccountId, Conduct> table;

  public InMemoryConducts(InMemoryUnitOfWork unitOfWork) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(AccountId::value));
  }

  @Override
  public Conduct find(AccountId account) {
    return table.get(account).orElseGet(() -> Conduct.good(account));
  }

  @Override
  public Conduct lock(AccountId account) {
    return find(account);
  }

  @Override
  public void save(Conduct conduct) {
    table.put(conduct.account(), conduct);
  }

  @Override
  public List<AccountId> blockedUntil(Instant now, int limit) {
    return table.all(it -> it.block().filter(block -> block.isOver(now)).isPresent()).stream()
        .sorted(Comparator.comparing(it -> it.block().map(Block::until).orElseThrow()))
        .limit(limit)
        .map(Conduct::account)
        .toList();
  }
}
