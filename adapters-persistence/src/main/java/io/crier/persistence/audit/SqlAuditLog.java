package io.crier.persistence.audit;

import io.crier.application.Slice;
import io.crier.application.audit.AuditLog;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.audit.AuditId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores the audit log as rows. */
@Dependent
class SqlAuditLog implements AuditLog {

  private static final UUID MAX_ID = new UUID(-1, -1);

  private final Sql sql;

  @Inject
  SqlAuditLog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void add(List<AuditEntry> entries) {
    entries.forEach(this::add);
  }

  private void add(AuditEntry entry) {
    sql.update(
        "insert into audit_entry (id, account_id, happened_at, actor_kind, actor_id, actor_name,"
            + " action, target, address) values (?, ?, ?, ?, ?, ?, ?, cast(? as varchar), ?)",
        entry.id().value(),
        entry.account().value(),
        entry.at(),
        entry.by().kind(),
        entry.by().id(),
        entry.by().name(),
        entry.action(),
        entry.target(),
        entry.address());
  }

  @Override
  public Slice<AuditEntry> list(AccountId account, Optional<AuditId> after, int limit) {
    return Slice.of(
        sql.query(
            "select id, account_id, happened_at, actor_kind, actor_id, actor_name, action, target,"
                + " address from audit_entry where account_id = ? and id < ?"
                + " order by id desc limit ?",
            SqlAuditLog::entry,
            account.value(),
            after.map(AuditId::value).orElse(MAX_ID),
            limit + 1),
        limit);
  }

  @Override
  public int forget(Instant before, int most) {
    return sql.update(
        "delete from audit_entry where id in (select id from audit_entry where happened_at < ?"
            + " order by happened_at, id limit ?)",
        before,
        most);
  }

  private static AuditEntry entry(Sql.Row row) throws SQLException {
    return new AuditEntry(
        new AuditId(row.uuid()),
        new AccountId(row.uuid()),
        row.instant(),
        new AuditEntry.By(AuditEntry.Kind.valueOf(row.text()), row.text(), row.text()),
        row.text(),
        row.maybeText(),
        row.text());
  }
}
