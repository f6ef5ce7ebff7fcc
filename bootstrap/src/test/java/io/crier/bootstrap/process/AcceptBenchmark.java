package io.crier.bootstrap.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * B1: how many messages a second the server accepts durably over HTTP, compared with how many rows
 * of the same shape {@code pgbench} commits one by one into the same table of the same PostgreSQL,
 * over the same number of connections, alternately. Requires {@code pgbench} on the path.
 */
public final class AcceptBenchmark {

  private static final int CONNECTIONS = Integer.getInteger("bench.connections", 16);
  private static final int CALLERS = Integer.getInteger("bench.callers", 64);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 40);

  /**
   * How long the processes of a finished pgbench may take to exit, so that their CPU time is
   * counted.
   */
  private static final int UNTIL_COUNTED_MILLIS = 1_000;

  private static final int ACCOUNTS = 4;
  private static final int SESSIONS = 64;
  private static final String TEXT =
      "Your order A-42 is on its way and will be with you tomorrow before noon.";

  private static final String SINGLE_ROW =
      """
      \\set n random(1, 1000000000)
      insert into message (id, account_id, session_id, direction, peer, type, body, priority, test,
          whatsapp_id, created_at, status)
        values (uuidv7(), md5(cast(mod(:n, %d) as text))::uuid,
          md5(cast(mod(:n, %d) as text))::uuid, 'OUTBOUND', '+966501234567', 'text', '%s', 4, false,
          '3EB0' || upper(substr(md5(cast(:n as text)), 1, 18)), now(), 'QUEUED');
      """
          .formatted(ACCOUNTS, SESSIONS, TEXT);

  private AcceptBenchmark() {}

  /** The result of one round. CPU time does not depend on other load of the machine. */
  private record Result(double rate, double serverMicros, double databaseMicros) {
    double micros() {
      return serverMicros + databaseMicros;
    }

    @Override
    public String toString() {
      return "%,.0f/s (CPU each: server %.0f us, database %.0f us)"
          .formatted(rate, serverMicros, databaseMicros);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var wlp = Path.of(arguments[0]);
    var home = new Crier.Home(Files.createTempDirectory(wlp.getParent(), "bench"));
    try (var postgres = BenchmarkDatabase.start();
        var crier = new Crier(wlp, home, BenchmarkDatabase.settings(postgres, CONNECTIONS))) {
      crier.start();
      crier.awaitReady();
      new AcceptBenchmark.Run(postgres, crier, home).compare();
    }
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Both candidates on one PostgreSQL. */
  private static final class Run {

    private final EmbeddedPostgres postgres;
    private final Crier crier;
    private final Path script;
    private final List<Caller> callers = new ArrayList<>();
    private final ProcessHandle postmaster;

    Run(EmbeddedPostgres postgres, Crier crier, Crier.Home home) throws Exception {
      this.postgres = postgres;
      this.crier = crier;
      script = Files.writeString(home.path().resolve("single-row.sql"), SINGLE_ROW);
      postmaster = postmasterOf(postgres);
      open(home);
    }

    private static ProcessHandle postmasterOf(EmbeddedPostgres postgres) throws SQLException {
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var rows = connection.createStatement().executeQuery("select pg_backend_pid()")) {
        rows.next();
        return ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
      }
    }

    /** Creates sessions that are stopped, so that accepted messages wait. */
    private void open(Crier.Home home) throws IOException {
      var operator = Tenant.firstOf(crier, home);
      for (var account = 0; account < ACCOUNTS; account++) {
        var tenant = operator.open("bench " + account);
        for (var n = 0; n < SESSIONS / ACCOUNTS; n++) {
          var session =
              tenant.create("session " + n, "simulator", Line.Pace.gap(5_000, 9_000).json());
          tenant.json("POST", "/v1/sessions/" + session + "/stop", "");
          callers.add(new Caller(tenant, session));
        }
      }
    }

    void compare() throws Exception {
      System.out.printf(
          "%d connections to the database, %d callers, load %.1f%n", CONNECTIONS, CALLERS, load());
      System.out.println("warm-up: " + accept(WARM_UP_SECONDS) + "; pgbench " + commit(SECONDS));
      var accepted = new ArrayList<Result>();
      var committed = new ArrayList<Result>();
      for (var round = 1; round <= ROUNDS; round++) {
        accepted.add(accept(SECONDS));
        committed.add(commit(SECONDS));
        System.out.printf(
            "round %d: accepted over HTTP %s; pgbench %s; load %.1f%n",
            round, accepted.getLast(), committed.getLast(), load());
      }
      ratio("accepted / committed, a second", accepted, committed, Result::rate);
      ratio("the same, by 1 / CPU", committed, accepted, Result::micros);
    }

    private static void ratio(
        String name, List<Result> over, List<Result> under, ToDoubleFunction<Result> figure) {
      var ratios =
          IntStream.range(0, over.size())
              .mapToDouble(
                  n -> figure.applyAsDouble(over.get(n)) / figure.applyAsDouble(under.get(n)))
              .sorted()
              .toArray();
      System.out.printf(
          "%s: median %.2f (%.2f to %.2f)%n",
          name, ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }

    private Result accept(int seconds) throws Exception {
      var server = crier.cpu();
      var database = databaseCpu();
      var begin = System.nanoTime();
      var end = begin + Duration.ofSeconds(seconds).toNanos();
      var accepted = 0L;
      try (var threads = Executors.newFixedThreadPool(CALLERS)) {
        var calls = new ArrayList<Callable<Long>>();
        for (var n = 0; n < CALLERS; n++) {
          var caller = callers.get(n % callers.size());
          calls.add(() -> caller.sendUntil(end, crier.port()));
        }
        for (var call : threads.invokeAll(calls)) {
          accepted += call.get();
        }
      }
      return result(accepted, System.nanoTime() - begin, crier.cpu().minus(server), database);
    }

    private Result commit(int seconds) throws Exception {
      var database = databaseCpu();
      var pgbench =
          new ProcessBuilder(
                  "pgbench",
                  "--no-vacuum",
                  "--protocol=prepared",
                  "--client=" + CONNECTIONS,
                  "--jobs=2",
                  "--time=" + seconds,
                  "--file=" + script,
                  "--host=localhost",
                  "--port=" + postgres.getPort(),
                  "--username=postgres",
                  "postgres")
              .redirectErrorStream(true)
              .start();
      var output = new String(pgbench.getInputStream().readAllBytes());
      if (pgbench.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      Pause.of(UNTIL_COUNTED_MILLIS);
      var rate = Double.parseDouble(Tenant.find("tps = ([0-9.]+)", output));
      var committed =
          Long.parseLong(Tenant.find("transactions actually processed: (\\d+)", output));
      var cost = databaseCpu().minus(database).toNanos() / 1e3 / committed;
      return new Result(rate, 0, cost);
    }

    private Result result(long count, long nanos, Duration server, Duration databaseBefore) {
      return new Result(
          count * 1e9 / nanos,
          server.toNanos() / 1e3 / count,
          databaseCpu().minus(databaseBefore).toNanos() / 1e3 / count);
    }

    /** The CPU time of all processes of the database, running or ended. */
    private Duration databaseCpu() {
      var ended = ticks(postmaster.pid(), 11, 14);
      var running = postmaster.children().mapToLong(child -> ticks(child.pid(), 11, 12)).sum();
      return Duration.ofMillis(10 * (ended + running));
    }

    /** The sum of some fields of a process's CPU statistics, in hundredths of a second. */
    private static long ticks(long pid, int first, int last) {
      try {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return IntStream.rangeClosed(first, last)
            .mapToLong(field -> Long.parseLong(fields[field]))
            .sum();
      } catch (NoSuchFileException ended) {
        return 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record Caller(Tenant tenant, String session) {

    long sendUntil(long end, int port) throws IOException {
      var headers = Map.of("Authorization", "Bearer " + tenant.key());
      var body =
          "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",\"type\":\"text\",\"body\":\"%s\"}"
              .formatted(session, TEXT);
      var accepted = 0L;
      try (var wire = new Wire(port)) {
        while (System.nanoTime() < end) {
          var answer = wire.call("POST", "/v1/messages", headers, body);
          if (answer.status() != 202) {
            throw new IllegalStateException(answer.toString());
          }
          accepted++;
        }
      }
      return accepted;
    }
  }
}
