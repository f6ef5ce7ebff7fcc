package io.crier.persistence;

import io.crier.application.StoreUnavailable;
import io.crier.application.UnitOfWork;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.function.Supplier;

/** Runs each unit of work in a JTA transaction. */
@Dependent
class JtaUnitOfWork implements UnitOfWork {

  private final UserTransaction transaction;
  private final TransactionGate gate;

  @Inject
  JtaUnitOfWork(UserTransaction transaction, TransactionGate gate) {
    this.transaction = transaction;
    this.gate = gate;
  }

  @Override
  public <T> T execute(Supplier<T> work) {
    return ConflictRetry.run(() -> gate.run(() -> executeOnce(work)));
  }

  private <T> T executeOnce(Supplier<T> work) {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        throw new IllegalStateException("units of work cannot be nested");
      }
      transaction.begin();
      T result;
      try {
        result = work.get();
      } catch (Throwable failure) {
        rollBack(failure);
        throw failure;
      }
      transaction.commit();
      return result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (HeuristicMixedException | HeuristicRollbackException | SystemException e) {
      // The database failed while it committed, as with a full disk.
      throw new StoreUnavailable("it is unknown whether the transaction was committed", e);
    } catch (Exception e) {
      throw new PersistenceException("the transaction could not be completed", e);
    }
  }

  /** A failure of the rollback is suppressed, because the failure of the work is the cause. */
  private void rollBack(Throwable failure) {
    try {
      transaction.rollback();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
