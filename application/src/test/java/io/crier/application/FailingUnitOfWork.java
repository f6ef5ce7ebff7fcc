package io.crier.application;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A server's connection to the database, which may fail. */
final class FailingUnitOfWork implements UnitOfWork {

  private final InMemoryUnitOfWork database;
  private final Runnable requireAlive;
  private BooleanSupplier failsBeforeCommit = () -> false;
  private BooleanSupplier failsAfterCommit = () -> false;

  /**
   * @param requireAlive throws if the server is dead
   */
  FailingUnitOfWork(InMemoryUnitOfWork database, Runnable requireAlive) {
    this.database = database;
    this.requireAlive = requireAlive;
  }

  void failBeforeCommit(BooleanSupplier when) {
    failsBeforeCommit = when;
  }

  void failAfterCommit(BooleanSupplier when) {
    failsAfterCommit = when;
  }

  @Override
  public <T> T execute(Supplier<T> work) {
    requireAlive.run();
    database.forbid("another unit of work");
    if (failsBeforeCommit.getAsBoolean()) {
      throw new StoreUnavailable("the database does not answer", null);
    }
    requireAlive.run();
    var result = database.execute(work);
    if (failsAfterCommit.getAsBoolean()) {
      throw new IllegalStateException("the database does not say whether it has committed");
    }
    requireAlive.run();
    return result;
  }
}
