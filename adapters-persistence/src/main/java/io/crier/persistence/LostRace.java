package io.crier.persistence;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Runs a unit of work again when another was faster to change the same row, or when both waited for
 * each other.
 */
final class LostRace {

  private static final int MOST_RUNS = 20;

  /** SQL's class of errors by which the database rolls one of several transactions back. */
  private static final String ROLLED_BACK = "40";

  private LostRace() {}

  static <T> T runAgain(Supplier<T> unitOfWork) {
    for (var run = 1; ; run++) {
      try {
        return unitOfWork.get();
      } catch (RuntimeException e) {
        if (run == MOST_RUNS || !isLostRace(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isLostRace(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockException
          || cause instanceof SQLException sql && isVictim(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVictim(SQLException failure) {
    return failure.getSQLState() != null && failure.getSQLState().startsWith(ROLLED_BACK);
  }
}
