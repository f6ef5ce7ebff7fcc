package io.crier.persistence;

import io.crier.application.UnitOfWork;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.util.function.Supplier;

/** One JTA transaction for each unit of work. */
@Dependent
class JtaUnitOfWork implements UnitOfWork {

  private final UserTransaction transaction;
  private final Turns turns;

  @Inject
  JtaUnitOfWork(UserTransaction transaction, Turns turns) {
    this.transaction = transaction;
    this.turns = turns;
  }

  @Override
  public <T> T execute(Supplier<T> work) {
    return LostRace.runAgain(() -> turns.take(() -> executeOnce(work)));
  }

  private <T> T executeOnce(Supplier<T> work) {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        throw new IllegalStateException("a unit of work within another");
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
    } catch (Exception e) {
      throw new PersistenceException("the transaction could not be completed", e);
    }
  }

  /** What made the work fail tells more than what then made the rollback fail. */
  private void rollBack(Throwable failure) {
    try {
      transaction.rollback();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
