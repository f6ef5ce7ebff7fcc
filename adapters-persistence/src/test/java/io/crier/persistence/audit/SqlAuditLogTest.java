package io.crier.persistence.audit;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.audit.AuditLog;
import io.crier.application.audit.AuditLogContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.accounts.TestAccounts;

@OnEachDatabase
class SqlAuditLogTest implements AuditLogContract {

  private final TestDatabase database;

  SqlAuditLogTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public AuditLog auditLog() {
    return new SqlAuditLog(new Sql(database.entityManager()));
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
