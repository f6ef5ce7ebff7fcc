package io.crier.bootstrap.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for another process, which nobody announces. */
final class Pause {

  private static final long LOOK_MILLIS = 20;

  private Pause() {}

  static void of(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  static void until(String what, Duration patience, BooleanSupplier condition) {
    if (!came(patience, condition)) {
      throw new IllegalStateException("waited for " + patience + " in vain until " + what);
    }
  }

  /** Whether it came true in time. */
  static boolean came(Duration patience, BooleanSupplier condition) {
    var start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      of(LOOK_MILLIS);
    }
    return true;
  }
}
