package io.crier.bootstrap.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Calls the server at a steady rate, each time on a new connection, however long the answers take.
 */
final class Probes {

  private static final long INTERVAL_MILLIS = 100;

  private final int port;
  private final String path;
  private final Map<String, String> headers;
  private final Queue<Long> answered = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  Probes(int port, String path, Map<String, String> headers) {
    this.port = port;
    this.path = path;
    this.headers = headers;
  }

  /** Calls until this much time has passed and all calls have ended. */
  void run(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (System.nanoTime() < end) {
        threads.execute(this::call);
        Pause.of(INTERVAL_MILLIS);
      }
    }
  }

  private void call() {
    var start = System.nanoTime();
    try (var wire = new Wire(port)) {
      var status = wire.call("GET", path, headers, "").status();
      if (status == 200) {
        answered.add(System.nanoTime() - start);
      } else {
        failed.add(Integer.toString(status));
      }
    } catch (IOException e) {
      failed.add(e.getClass().getSimpleName());
    }
  }

  /** Whether each call was answered within this time. */
  boolean wereAnsweredWithin(Duration limit) {
    return failed.isEmpty() && answered.stream().allMatch(it -> it <= limit.toNanos());
  }

  /** The latencies in milliseconds: median, 99th percentile and longest; and what failed. */
  @Override
  public String toString() {
    var sorted = answered.stream().mapToLong(it -> it).sorted().toArray();
    var latencies =
        sorted.length == 0
            ? "none"
            : "%d / %d / %d ms".formatted(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    var failures = failed.size();
    return failures == 0
        ? latencies
        : latencies
            + ", %d of %d failed %s"
                .formatted(failures, failures + sorted.length, failed.stream().distinct().toList());
  }

  private static long at(long[] sorted, double quantile) {
    var index = (int) Math.ceil(quantile * sorted.length) - 1;
    return Arrays.stream(sorted).skip(Math.max(0, index)).findFirst().orElseThrow() / 1_000_000;
  }
}
