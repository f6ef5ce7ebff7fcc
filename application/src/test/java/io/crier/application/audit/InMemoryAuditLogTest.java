package io.crier.application.audit;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.InMemoryAccounts;

class InMemoryAuditLogTest implements AuditLogContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryAuditLog auditLog = new InMemoryAuditLog(unitOfWork);

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public AuditLog auditLog() {
    return auditLog;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
