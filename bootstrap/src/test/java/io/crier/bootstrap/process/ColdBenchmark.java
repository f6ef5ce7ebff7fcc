package io.crier.bootstrap.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a server accepts from a fresh start on, in slices of ten seconds, on PostgreSQL. With the
 * Liberty of another build as {@code bench.before}, that one is measured first, and both are drawn.
 */
public final class ColdBenchmark {

  private static final int CALLERS = Integer.getInteger("bench.callers", 32);
  private static final int SLICES = Integer.getInteger("bench.slices", 12);
  private static final int SLICE_SECONDS = Integer.getInteger("bench.slice", 10);
  private static final int CONNECTIONS = Integer.getInteger("bench.connections", 16);
  private static final String BEFORE = System.getProperty("bench.before", "");
  private static final String OPTIONS = System.getProperty("bench.jvm", "");
  private static final String ROUTE = System.getProperty("bench.route", "v1");
  private static final String TEXT =
      "Your order A-42 is on its way and will be with you tomorrow before noon.";

  private ColdBenchmark() {}

  /** One slice of one server. */
  record Slice(double rate, double cpuMicros, double p99Millis) {
    @Override
    public String toString() {
      return "%,.0f/s, CPU of the server %.0f us each, p99 %.0f ms"
          .formatted(rate, cpuMicros, p99Millis);
    }
  }

  /** All slices of one server. */
  record Curve(String name, List<Slice> slices) {}

  public static void main(String[] arguments) throws Exception {
    var now = Path.of(arguments[0]);
    var curves = new ArrayList<Curve>();
    if (!BEFORE.isEmpty()) {
      curves.add(new Curve("before", measure(Path.of(BEFORE), now.getParent())));
    }
    curves.add(new Curve("now", measure(now, now.getParent())));
    var picture = now.resolveSibling("cold.svg");
    Files.writeString(picture, CurvePicture.of(curves, SLICE_SECONDS));
    System.out.println(picture);
  }

  private static List<Slice> measure(Path wlp, Path work) throws Exception {
    var home = new Crier.Home(Files.createTempDirectory(work, "bench"));
    try (var postgres = BenchmarkDatabase.start()) {
      var settings = new HashMap<>(BenchmarkDatabase.settings(postgres, CONNECTIONS));
      settings.put("JDK_JAVA_OPTIONS", OPTIONS);
      try (var crier = new Crier(wlp, home, settings)) {
        var begin = System.nanoTime();
        crier.start();
        crier.awaitReady();
        System.out.printf(
            "%s: ready after %.1f s, %.1f s of CPU, load %.1f%n",
            wlp, (System.nanoTime() - begin) / 1e9, crier.cpu().toMillis() / 1e3, load());
        var slices = new Run(crier, callers(crier, home)).slices();
        crier.stop();
        return slices;
      }
    } finally {
      home.forget();
    }
  }

  /** Sessions that are stopped, so that accepted messages wait. */
  private static List<Caller> callers(Crier crier, Crier.Home home) throws IOException {
    var operator = Tenant.firstOf(crier, home);
    var callers = new ArrayList<Caller>();
    for (var n = 0; n < CALLERS; n++) {
      var tenant = operator.open("bench " + n);
      var session = tenant.create("main", "simulator", Line.Pace.gap(5_000, 9_000).json());
      tenant.json("POST", "/v1/sessions/" + session + "/stop", "");
      callers.add(new Caller(tenant, session));
    }
    return callers;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private record Run(Crier crier, List<Caller> callers) {

    List<Slice> slices() throws Exception {
      var slices = new ArrayList<Slice>();
      try (var threads = Executors.newFixedThreadPool(CALLERS)) {
        for (var n = 0; n < SLICES; n++) {
          slices.add(slice(n, threads::invokeAll));
        }
      }
      return slices;
    }

    private interface Threads {
      List<Future<long[]>> run(List<Callable<long[]>> calls) throws InterruptedException;
    }

    private Slice slice(int number, Threads threads) throws Exception {
      var cpu = crier.cpu();
      var begin = System.nanoTime();
      var end = begin + Duration.ofSeconds(SLICE_SECONDS).toNanos();
      var calls = new ArrayList<Callable<long[]>>();
      callers.forEach(caller -> calls.add(() -> caller.sendUntil(end)));
      var all = new ArrayList<long[]>();
      for (var call : threads.run(calls)) {
        all.add(call.get());
      }
      var took = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      var slice =
          new Slice(
              took.length * 1e9 / (System.nanoTime() - begin),
              crier.cpu().minus(cpu).toNanos() / 1e3 / took.length,
              took[took.length * 99 / 100] / 1e6);
      System.out.printf("%3d s: %s, load %.1f%n", (number + 1) * SLICE_SECONDS, slice, load());
      return slice;
    }
  }

  private record Caller(Tenant tenant, String session) {

    /** How long each request took. */
    long[] sendUntil(long end) throws IOException {
      var headers = Map.of("Authorization", "Bearer " + tenant.key());
      var isV1 = ROUTE.equals("v1");
      var path = isV1 ? "/v1/messages" : "/wallm/v1/sessions/" + session + "/messages/text";
      var body =
          isV1
              ? "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",\"type\":\"text\",\"body\":\"%s\"}"
                  .formatted(session, TEXT)
              : "{\"to\":\"+966501234567\",\"text\":\"%s\"}".formatted(TEXT);
      var took = new ArrayList<Long>();
      try (var wire = new Wire(tenant.port())) {
        for (var begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
          var answer = wire.call("POST", path, headers, body);
          if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.toString());
          }
          took.add(System.nanoTime() - begin);
        }
      }
      return took.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
