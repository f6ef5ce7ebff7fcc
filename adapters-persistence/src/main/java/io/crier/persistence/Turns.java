package io.crier.persistence;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * When a unit of work may run: at once on PostgreSQL, on H2 alone. To make one transaction durable
 * H2 writes the tables as they stand, one after the other, and with them what other transactions
 * are doing to them; killed then, it comes back with parts of those.
 */
@ApplicationScoped
class Turns {

  /** In the order of arrival, so that nobody waits for ever. */
  private final ReentrantLock turn = new ReentrantLock(true);

  @Resource(lookup = "jdbc/crier")
  private DataSource dataSource;

  private boolean sideBySide;

  @PostConstruct
  void learn() {
    learnFrom(dataSource);
  }

  void learnFrom(DataSource database) {
    sideBySide = Schema.isPostgres(database);
  }

  <T> T take(Supplier<T> work) {
    if (sideBySide) {
      return work.get();
    }
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }
}
