package io.crier.persistence;

import io.crier.application.StoreUnavailable;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The file of the embedded database: H2 keeps it small by itself only if commits may be lost, and
 * may forget that it is open (ADR 7).
 */
@ApplicationScoped
public class EmbeddedFile {

  private static final Logger LOG = System.getLogger(EmbeddedFile.class.getName());

  private static final Duration AT_MOST = Duration.ofMillis(500);

  /**
   * How many calls do nothing after a failure, such as that of a full disk: ten minutes of them.
   */
  private static final int SKIPPED_AFTER_FAILURE = 120;

  /** How much of the file is in use, in percent: H2's own goal is 90. */
  private static final int FILL_RATE = 70;

  private static final int STEP_BYTES = 2 << 20;

  /** H2's SQLSTATE for a file that somebody has locked. */
  private static final String LOCKED = "90020";

  @Resource(lookup = "jdbc/crier-unpooled")
  private DataSource unpooled;

  @Resource(lookup = "jdbc/crier")
  private DataSource pool;

  @Resource(lookup = "jdbc/crier-lease")
  private DataSource leasePool;

  @Inject private TransactionGate gate;

  private boolean prepared;
  private int skipped;

  EmbeddedFile() {}

  EmbeddedFile(DataSource unpooled, DataSource pool, TransactionGate gate) {
    this.unpooled = unpooled;
    this.pool = pool;
    this.leasePool = pool;
    this.gate = gate;
  }

  /**
   * Compacts the file for half a second at most, and closes it if H2 has forgotten that it is open;
   * to be called every five. Does nothing on PostgreSQL.
   */
  public void maintain() {
    if (gate.isConcurrent()) {
      return;
    }
    try (var connection = unpooled.getConnection()) {
      if (skipped > 0) {
        skipped--;
      } else {
        compact(connection);
      }
    } catch (SQLException e) {
      // Other failures are reported by those who need the database.
      if (LOCKED.equals(e.getSQLState())) {
        closeForgotten();
      }
    }
  }

  /** Moves what is still valid out of the emptiest parts of the file. */
  private void compact(Connection connection) {
    var end = System.nanoTime() + AT_MOST.toNanos();
    try {
      if (!prepared) {
        prepared = gate.run(() -> prepare(connection));
      }
      while (System.nanoTime() < end && gate.run(() -> step(connection))) {
        // Between two steps other units of work have their turn.
      }
    } catch (StoreUnavailable e) {
      skipped = SKIPPED_AFTER_FAILURE;
      LOG.log(
          Level.WARNING, "the file of the embedded database is not compacted for ten minutes", e);
    }
  }

  /**
   * After a failure of its disk, H2 opens the file again. As soon as somebody uses a connection
   * from before, it forgets that: then only those that are connected already can use the database.
   */
  private void closeForgotten() {
    if (closeThrough(pool) || closeThrough(leasePool)) {
      LOG.log(Level.INFO, "the embedded database is opened again after a failure of its disk");
    } else {
      LOG.log(Level.WARNING, "the file of the embedded database is locked; trying again");
    }
  }

  /** Returns whether there was a connection to close it with. */
  private boolean closeThrough(DataSource connected) {
    try (var connection = connected.getConnection();
        var statement = connection.createStatement()) {
      return gate.run(() -> shutDown(statement));
    } catch (SQLException | StoreUnavailable e) {
      return false;
    }
  }

  private static boolean shutDown(Statement statement) {
    try {
      statement.execute("shutdown");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** H2 is not on this application's class path: a function of the database reaches into it. */
  private static boolean prepare(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("drop alias if exists crier_compact");
      statement.execute(
          "create alias crier_compact for '" + EmbeddedFile.class.getName() + ".compact'");
      return true;
    } catch (SQLException e) {
      throw new StoreUnavailable("the file of the embedded database cannot be compacted", e);
    }
  }

  private static boolean step(Connection connection) {
    try (var call = connection.prepareStatement("call crier_compact(?, ?)")) {
      call.setInt(1, FILL_RATE);
      call.setInt(2, STEP_BYTES);
      try (var moved = call.executeQuery()) {
        return moved.next() && moved.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the file of the embedded database cannot be compacted", e);
    }
  }

  /**
   * Called by H2, with a connection of its own.
   *
   * @return whether anything was moved
   */
  public static boolean compact(Connection connection, int fillRate, int bytes)
      throws ReflectiveOperationException {
    var store = connection.getClass().getMethod("getSession").invoke(connection);
    for (var part : new String[] {"getDatabase", "getStore", "getMvStore"}) {
      store = store.getClass().getMethod(part).invoke(store);
    }
    var compact = store.getClass().getMethod("compact", int.class, int.class);
    return (boolean) compact.invoke(store, fillRate, bytes);
  }
}
