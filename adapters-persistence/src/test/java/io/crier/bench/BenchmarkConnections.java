package io.crier.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Runs a task on each of several connections in parallel, and measures throughput and CPU time. */
final class BenchmarkConnections implements AutoCloseable {

  /** A step that one connection repeats until the round is over; returns the messages handled. */
  interface Step {
    int run(Connection connection) throws Exception;
  }

  /** The result of one round. CPU time per message does not depend on other load of the machine. */
  record Result(double rate, double databaseMicros, double clientMicros) {
    @Override
    public String toString() {
      return "%,.0f/s (CPU per message: database %.0f us, client %.0f us)"
          .formatted(rate, databaseMicros, clientMicros);
    }
  }

  private final List<Connection> connections = new ArrayList<>();

  BenchmarkConnections(DataSource dataSource, int size) throws SQLException {
    for (var n = 0; n < size; n++) {
      var connection = dataSource.getConnection();
      connection.setAutoCommit(false);
      connections.add(connection);
    }
  }

  Result measure(Step step, Duration round) throws Exception {
    var databaseBefore = databaseTicks();
    var clientBefore = clientNanos();
    var begin = System.nanoTime();
    LongSupplier elapsed = () -> System.nanoTime() - begin;
    try (var threads = Executors.newFixedThreadPool(connections.size())) {
      var results =
          threads.invokeAll(
              connections.stream()
                  .<Callable<Integer>>map(
                      connection ->
                          () -> {
                            var handled = 0;
                            while (elapsed.getAsLong() < round.toNanos()) {
                              handled += step.run(connection);
                            }
                            return handled;
                          })
                  .toList());
      var handled = 0L;
      for (var result : results) {
        handled += result.get();
      }
      return new Result(
          handled * 1e9 / elapsed.getAsLong(),
          (databaseTicks() - databaseBefore) * 1e4 / handled,
          (clientNanos() - clientBefore) / 1e3 / handled);
    }
  }

  /** The CPU time of the database's processes for these connections, in hundredths of a second. */
  private long databaseTicks() throws IOException, SQLException {
    var ticks = 0L;
    for (var connection : connections) {
      var pid = connection.unwrap(PGConnection.class).getBackendPID();
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks;
  }

  private static long clientNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  @Override
  public void close() throws SQLException {
    for (var connection : connections) {
      connection.close();
    }
  }
}
