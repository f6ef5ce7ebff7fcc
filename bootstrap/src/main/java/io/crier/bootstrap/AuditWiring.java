package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.audit.AuditLog;
import io.crier.application.audit.KeepAuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/** Wires the audit log. */
@ApplicationScoped
public class AuditWiring {

  @Produces
  @Singleton
  KeepAuditLog keepAuditLog(
      AuditLog auditLog,
      UnitOfWork unitOfWork,
      @Work ExecutorService executor,
      InstantSource clock) {
    return new KeepAuditLog(auditLog, unitOfWork, executor, clock);
  }
}
