package io.crier.persistence;

import io.crier.application.StoreUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Admits units of work: concurrently on PostgreSQL, one at a time on H2. To make a transaction
 * durable, H2 writes whole tables one after the other, including uncommitted changes of other
 * transactions; if killed meanwhile, it recovers parts of those.
 */
@ApplicationScoped
class TransactionGate {

  private final Duration patience;

  /** Fair, so that no thread starves. */
  private final ReentrantLock lock = new ReentrantLock(true);

  @Resource(lookup = "jdbc/crier")
  private DataSource dataSource;

  private boolean concurrent;

  TransactionGate() {
    this(Duration.ofSeconds(10));
  }

  /**
   * @param patience how long a unit of work waits for the others
   */
  TransactionGate(Duration patience) {
    this.patience = patience;
  }

  @PostConstruct
  void detectDatabase() {
    configure(dataSource);
  }

  void configure(DataSource database) {
    concurrent = Schema.isPostgres(database);
  }

  /** Whether it admits several units of work at a time, as on PostgreSQL. */
  boolean isConcurrent() {
    return concurrent;
  }

  <T> T run(Supplier<T> work) {
    if (concurrent) {
      return work.get();
    }
    enter();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void enter() {
    try {
      if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreUnavailable("the database is busy with another unit of work", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted before the unit of work began", e);
    }
  }
}
