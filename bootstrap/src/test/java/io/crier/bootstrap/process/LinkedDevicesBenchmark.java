package io.crier.bootstrap.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/**
 * The cost of linked devices: memory of the server and of its side process with this many idle
 * sessions, and the time until all are connected again after a restart. On H2, with a fake WhatsApp
 * in this process.
 */
public final class LinkedDevicesBenchmark {

  private static final List<Integer> STEPS = List.of(1, 50, 500);
  private static final int SCANNERS = 4;
  private static final Duration TIMEOUT = Duration.ofMinutes(20);

  /** How long to wait until the garbage of linking has been collected. */
  private static final long REST_MILLIS = 30_000;

  private final LinkedDevices whatsApp;
  private final Crier crier;
  private final Crier.Home home;
  private final List<UUID> sessions = new ArrayList<>();
  private Tenant tenant;

  private LinkedDevicesBenchmark(LinkedDevices whatsApp, Crier crier, Crier.Home home) {
    this.whatsApp = whatsApp;
    this.crier = crier;
    this.home = home;
  }

  public static void main(String[] arguments) throws Exception {
    var wlp = Path.of(arguments[0]);
    var home = new Crier.Home(Files.createTempDirectory(wlp.getParent(), "bench-web"));
    try (var whatsApp = new LinkedDevices();
        var crier = new Crier(wlp, home, settings(whatsApp))) {
      new LinkedDevicesBenchmark(whatsApp, crier, home).measure();
    }
  }

  private static Map<String, String> settings(LinkedDevices whatsApp) {
    var settings = new HashMap<>(whatsApp.settings());
    settings.put("CRIER_CONNECTS_PER_SECOND", "50");
    settings.put("CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE", "100000000");
    return settings;
  }

  private void measure() throws Exception {
    crier.start();
    crier.awaitReady();
    tenant = Tenant.firstOf(crier, home);
    for (var step : STEPS) {
      var began = System.nanoTime();
      linkUpTo(step);
      var linked = since(began);
      crier.stop();
      began = System.nanoTime();
      crier.start();
      crier.awaitReady();
      var ready = since(began);
      awaitConnected(step);
      var connected = since(began);
      Pause.of(REST_MILLIS);
      System.out.printf(
          "%,d sessions: linked in %d s; after a restart ready in %d s, all connected in %d s;"
              + " server %,d MB, side process %,d MB%n",
          step,
          linked.toSeconds(),
          ready.toSeconds(),
          connected.toSeconds(),
          megabytes(List.of(crier.handle())),
          megabytes(crier.children()));
    }
    crier.stop();
  }

  private void linkUpTo(int count) throws Exception {
    var links = new ArrayList<Future<UUID>>();
    try (var scanners = Executors.newFixedThreadPool(SCANNERS)) {
      for (var n = sessions.size(); n < count; n++) {
        var number = "+96659%07d".formatted(n);
        var name = "session " + n;
        links.add(
            scanners.submit(
                () ->
                    Line.create(tenant, whatsApp, name, number, Line.Pace.gap(5_000, 9_000), 1)
                        .session()));
      }
      for (var link : links) {
        sessions.add(link.get());
      }
    }
  }

  private void awaitConnected(int count) {
    Pause.until("all are connected", TIMEOUT, () -> whatsApp.connected() == count);
  }

  private static long megabytes(List<ProcessHandle> processes) {
    ToLongFunction<ProcessHandle> resident = LinkedDevicesBenchmark::residentKilobytes;
    return processes.stream().mapToLong(resident).sum() / 1_024;
  }

  private static long residentKilobytes(ProcessHandle process) {
    try {
      var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      return Long.parseLong(Tenant.find("VmRSS:\\s+(\\d+) kB", status));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
