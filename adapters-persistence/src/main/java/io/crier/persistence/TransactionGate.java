package io.crier.persistence;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
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

  /** Fair, so that no thread starves. */
  private final ReentrantLock lock = new ReentrantLock(true);

  @Resource(lookup = "jdbc/crier")
  private DataSource dataSource;

  private boolean concurrent;

  @PostConstruct
  void detectDatabase() {
    configure(dataSource);
  }

  void configure(DataSource database) {
    concurrent = Schema.isPostgres(database);
  }

  <T> T run(Supplier<T> work) {
    if (concurrent) {
      return work.get();
    }
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
