package io.crier.application.audit;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.audit.AuditId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All entries of the audit log. */
public interface AuditLog {

  void add(List<AuditEntry> entries);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<AuditEntry> list(AccountId account, Optional<AuditId> after, int limit);

  /** Deletes the oldest entries before this time, at most this many; returns how many. */
  int forget(Instant before, int most);
}
