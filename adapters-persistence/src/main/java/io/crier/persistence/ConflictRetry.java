package io.crier.persistence;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Retries a unit of work after an optimistic lock conflict or a deadlock; tells failures of the
 * database from others.
 */
final class ConflictRetry {

  private static final int MAX_ATTEMPTS = 20;

  /** The SQLSTATE class of transaction rollbacks. */
  private static final String TRANSACTION_ROLLBACK = "40";

  private ConflictRetry() {}

  static <T> T run(Supplier<T> unitOfWork) {
    for (var attempt = 1; ; attempt++) {
      try {
        return unitOfWork.get();
      } catch (RuntimeException e) {
        if (attempt == MAX_ATTEMPTS || !isConflict(e)) {
          throw Outage.of(e);
        }
      }
    }
  }

  private static boolean isConflict(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockException
          || cause instanceof SQLException sql && isRollback(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRollback(SQLException failure) {
    return failure.getSQLState() != null && failure.getSQLState().startsWith(TRANSACTION_ROLLBACK);
  }
}
