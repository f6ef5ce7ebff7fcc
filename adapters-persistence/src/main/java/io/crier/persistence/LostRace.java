package io.crier.persistence;

import jakarta.persistence.OptimisticLockException;
import java.util.function.Supplier;

/** Runs a unit of work again when another was faster to change the same row. */
final class LostRace {

  private static final int MOST_RUNS = 20;

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
      if (cause instanceof OptimisticLockException) {
        return true;
      }
    }
    return false;
  }
}
