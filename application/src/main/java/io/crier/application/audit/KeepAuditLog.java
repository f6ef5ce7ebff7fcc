package io.crier.application.audit;

import io.crier.application.Actor;
import io.crier.application.Batcher;
import io.crier.application.Credential;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.audit.AuditId;
import io.crier.domain.users.User;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Records who has changed what, right after it has happened: entries are written in batches, so
 * that they slow down nobody. A server that is killed loses those of its last moment.
 */
public final class KeepAuditLog {

  private static final int BATCH = 200;
  private static final int CAPACITY = 10_000;

  private final AuditLog auditLog;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final Batcher<AuditEntry> batcher;

  public KeepAuditLog(
      AuditLog auditLog, UnitOfWork unitOfWork, Executor executor, InstantSource clock) {
    this.auditLog = auditLog;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.batcher = new Batcher<>(executor, BATCH, CAPACITY, this::write);
  }

  /** Records what an actor who was allowed to has done. */
  public void record(Actor actor, String action, Optional<String> target, String address) {
    actor.requireEvenIfBlocked(Role.READ);
    var entry =
        AuditEntry.of(actor.accountId(), by(actor), action, target, address, clock.instant());
    if (!batcher.offer(entry)) {
      write(List.of(entry));
    }
  }

  /** Records, within the caller's unit of work, what a user who is about to sign in has done. */
  public void record(User user, String action, String address) {
    auditLog.add(
        List.of(
            AuditEntry.of(
                user.account(), by(user), action, Optional.empty(), address, clock.instant())));
  }

  public Slice<AuditEntry> list(Actor actor, Optional<AuditId> after, int limit) {
    actor.requireWholeAccount(Role.ADMIN);
    return unitOfWork.execute(() -> auditLog.list(actor.accountId(), after, limit));
  }

  private void write(List<AuditEntry> entries) {
    unitOfWork.run(() -> auditLog.add(entries));
  }

  private static AuditEntry.By by(Actor actor) {
    return switch (actor.credential()) {
      case Credential.OfKey program ->
          new AuditEntry.By(
              AuditEntry.Kind.KEY, program.key().prefix().value(), program.key().name());
      case Credential.OfUser person -> by(person.user());
    };
  }

  private static AuditEntry.By by(User user) {
    return new AuditEntry.By(AuditEntry.Kind.USER, user.id().value().toString(), user.name());
  }
}
