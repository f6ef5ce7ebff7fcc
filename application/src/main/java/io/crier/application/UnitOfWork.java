package io.crier.application;

import java.util.function.Supplier;

/**
 * Keeps all the changes made by some work, or none of them. Never nested, and never around a call
 * to WhatsApp, X or a webhook: work that lost a race for a row is rolled back and run again.
 */
public interface UnitOfWork {

  <T> T execute(Supplier<T> work);

  default void run(Runnable work) {
    execute(
        () -> {
          work.run();
          return null;
        });
  }
}
