package io.crier.bootstrap.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process by polling. */
final class Pause {

  private static final long POLL_MILLIS = 20;

  private Pause() {}

  static void of(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  static void until(String what, Duration timeout, BooleanSupplier condition) {
    if (!holdsWithin(timeout, condition)) {
      throw new IllegalStateException("waited for " + timeout + " in vain until " + what);
    }
  }

  /** Whether the condition became true in time. */
  static boolean holdsWithin(Duration timeout, BooleanSupplier condition) {
    var start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > timeout.toNanos()) {
        return false;
      }
      of(POLL_MILLIS);
    }
    return true;
  }
}
