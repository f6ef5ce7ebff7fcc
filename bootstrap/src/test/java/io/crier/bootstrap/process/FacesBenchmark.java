package io.crier.bootstrap.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * B7: how many texts a second the dialects accept, compared with {@code /v1}, alternately in one
 * run on H2. wapi waits for each message to be sent, so it is compared with {@code Prefer:
 * wait=15}.
 */
public final class FacesBenchmark {

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 6);
  private static final int WARM_UP_SECONDS = Integer.getInteger("bench.warm-up", 20);
  private static final int CALLERS = Integer.getInteger("bench.callers", 32);
  private static final String UNPACED =
      "{\"gap\":{\"minMs\":0,\"maxMs\":0},\"rest\":null,\"dailyCap\":null,\"typing\":false}";
  private static final String TEXT =
      "Your order A-42 is on its way and will be with you tomorrow before noon.";

  private FacesBenchmark() {}

  /** A way to send a text. */
  private enum Way {
    V1(
        202,
        "/v1/messages",
        "{\"sessionId\":\"%1$s\",\"to\":\"+966501234567\",\"type\":\"text\",%2$s}"),
    WALLM(201, "/wallm/v1/sessions/%1$s/messages/text", "{\"to\":\"+966501234567\",%2$s}"),
    V1_WAITING(201, V1.path, V1.body),
    WAPI(201, "/wapi/api/send-message", "{\"sessionId\":\"%1$s\",\"to\":\"966501234567\",%2$s}");

    private final int status;
    private final String path;
    private final String body;

    Way(int status, String path, String body) {
      this.status = status;
      this.path = path;
      this.body = body;
    }

    String textField() {
      return switch (this) {
        case V1, V1_WAITING -> "body";
        case WALLM -> "text";
        case WAPI -> "message";
      };
    }

    boolean waits() {
      return this == V1_WAITING || this == WAPI;
    }
  }

  public static void main(String[] arguments) throws Exception {
    var wlp = Path.of(arguments[0]);
    var home = new Crier.Home(Files.createTempDirectory(wlp.getParent(), "bench"));
    var settings =
        Map.of(
            "CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE", "100000000",
            "CRIER_WAPI_REQUESTS", "100000000");
    try (var crier = new Crier(wlp, home, settings)) {
      crier.start();
      crier.awaitReady();
      new Run(crier, home).compare();
    }
  }

  /** Accounts with a stopped session, whose messages wait, and a connected one. */
  private record Caller(Tenant tenant, String stopped, String connected) {

    long sendUntil(long end, Way way) throws IOException {
      var headers =
          Map.of(
              "Authorization",
              "Bearer " + tenant.key(),
              "X-Api-Key",
              tenant.key(),
              "Prefer",
              way == Way.V1_WAITING ? "wait=15" : "respond-async");
      var session = way.waits() ? connected : stopped;
      var text = "\"" + way.textField() + "\":\"" + TEXT + "\"";
      var path = way.path.formatted(session);
      var body = way.body.formatted(session, text);
      var accepted = 0L;
      try (var wire = new Wire(tenant.port())) {
        while (System.nanoTime() < end) {
          var answer = wire.call("POST", path, headers, body);
          if (answer.status() != way.status) {
            throw new IllegalStateException(way + ": " + answer);
          }
          accepted++;
        }
      }
      return accepted;
    }
  }

  private static final class Run {

    private final List<Caller> callers = new ArrayList<>();
    private final Map<Way, List<Double>> rates = new EnumMap<>(Way.class);

    Run(Crier crier, Crier.Home home) throws IOException {
      var operator = Tenant.firstOf(crier, home);
      var simulator = new Simulator(home.ledgers());
      for (var n = 0; n < CALLERS; n++) {
        var tenant = operator.open("bench " + n);
        var stopped = tenant.create("stopped", "simulator", UNPACED);
        tenant.json("POST", "/v1/sessions/" + stopped + "/stop", "");
        var connected = tenant.create("main", "simulator", UNPACED);
        simulator.link(tenant, UUID.fromString(connected), "+9665900%05d".formatted(n));
        callers.add(new Caller(tenant, stopped, connected));
      }
    }

    void compare() throws Exception {
      System.out.printf("%d callers, load %.1f%n", CALLERS, load());
      for (var way : Way.values()) {
        System.out.printf("warm-up, %s: %,.0f/s%n", way, accept(way, WARM_UP_SECONDS / 4));
      }
      for (var round = 1; round <= ROUNDS; round++) {
        for (var way : Way.values()) {
          rates.computeIfAbsent(way, it -> new ArrayList<>()).add(accept(way, SECONDS));
        }
        var last = round - 1;
        System.out.printf(
            "round %d: %s; load %.1f%n",
            round,
            Arrays.stream(Way.values())
                .map(way -> "%s %,.0f/s".formatted(way, rates.get(way).get(last)))
                .toList(),
            load());
      }
      ratio(Way.WALLM, Way.V1);
      ratio(Way.WAPI, Way.V1_WAITING);
    }

    private void ratio(Way over, Way under) {
      var ratios =
          IntStream.range(0, ROUNDS)
              .mapToDouble(n -> rates.get(over).get(n) / rates.get(under).get(n))
              .sorted()
              .toArray();
      System.out.printf(
          "%s / %s: median %.2f (%.2f to %.2f)%n",
          over, under, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
    }

    private double accept(Way way, int seconds) throws Exception {
      var begin = System.nanoTime();
      var end = begin + Duration.ofSeconds(seconds).toNanos();
      var accepted = 0L;
      try (var threads = Executors.newFixedThreadPool(CALLERS)) {
        var calls = new ArrayList<Callable<Long>>();
        callers.forEach(caller -> calls.add(() -> caller.sendUntil(end, way)));
        for (var call : threads.invokeAll(calls)) {
          accepted += call.get();
        }
      }
      return accepted * 1e9 / (System.nanoTime() - begin);
    }

    private static double load() {
      return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
  }
}
