package io.crier.application.audit;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.audit.AuditId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The audit log in memory. */
public final class InMemoryAuditLog implements AuditLog {

  private final InMemoryTable<AuditId, AuditEntry> table;

  public InMemoryAuditLog(InMemoryUnitOfWork unitOfWork) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(AuditId::value).reversed());
  }

  @Override
  public void add(List<AuditEntry> entries) {
    entries.forEach(entry -> table.put(entry.id(), entry));
  }

  @Override
  public Slice<AuditEntry> list(AccountId account, Optional<AuditId> after, int limit) {
    return Slice.of(
        table.all(
            entry ->
                entry.account().equals(account)
                    && after.filter(it -> entry.id().value().compareTo(it.value()) >= 0).isEmpty()),
        limit);
  }

  @Override
  public int forget(Instant before, int most) {
    var old =
        table.all(entry -> entry.at().isBefore(before)).reversed().stream().limit(most).toList();
    old.forEach(entry -> table.remove(entry.id()));
    return old.size();
  }
}
