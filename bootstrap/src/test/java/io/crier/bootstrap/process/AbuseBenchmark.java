package io.crier.bootstrap.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How long others wait for an answer while one client abuses a server that has just started, on H2:
 * the latency of {@code /health/live} and of a {@code GET} with a key.
 */
public final class AbuseBenchmark {

  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 40));
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String ONLY = System.getProperty("bench.of", "");
  private static final int CALLERS = Integer.getInteger("bench.callers", 16);
  private static final int SLOW = Integer.getInteger("bench.slow", 300);
  private static final int HEADS = Integer.getInteger("bench.heads", 2_000);
  private static final int IDLE = Integer.getInteger("bench.idle", 20_000);
  private static final int HALF_OPEN = Integer.getInteger("bench.half-open", 5_000);
  private static final int STREAMS_PER_ACCOUNT = 20;
  private static final int FILE_SIZE = 5 * 1024 * 1024;
  private static final long TRICKLE_MILLIS = 500;

  private static final String UNPACED =
      "{\"gap\":{\"minMs\":0,\"maxMs\":0},\"rest\":null,\"typing\":false}";

  private AbuseBenchmark() {}

  /** What a client does until the time is over. */
  private interface Abuse {
    void on(Server server, BooleanSupplier goesOn) throws IOException;
  }

  private record Server(int port, Tenant operator, Tenant abuser) {

    BadClients clients() {
      return new BadClients(port);
    }

    String head(String method, String path) {
      return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    String authorized(String method, String path) {
      return head(method, path) + "Authorization: Bearer " + abuser.key() + "\r\n";
    }
  }

  public static void main(String[] arguments) throws Exception {
    var wlp = Path.of(arguments[0]);
    var abuses = abuses();
    abuses.keySet().removeIf(name -> !name.contains(ONLY));
    System.out.println("| Abuse | `/health/live` | `GET` with a key |\n|---|---|---|");
    while (!abuses.isEmpty()) {
      measure(wlp, abuses);
    }
    System.out.printf("load average %.1f%n", load());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static Map<String, Abuse> abuses() {
    var abuses = new LinkedHashMap<String, Abuse>();
    abuses.put("none", (server, goesOn) -> waitFor(goesOn));
    abuses.put(SLOW + " slow bodies with a key", AbuseBenchmark::slowBodies);
    abuses.put(SLOW + " slow bodies with a wrong key", AbuseBenchmark::slowBodiesWithWrongKey);
    abuses.put(SLOW + " slow bodies where none is needed", AbuseBenchmark::slowBodiesWithoutKey);
    abuses.put(SLOW + " downloads that nobody reads", AbuseBenchmark::unreadFiles);
    abuses.put("200 event streams that nobody reads", AbuseBenchmark::unreadStreams);
    abuses.put(HEADS + " slow heads", AbuseBenchmark::slowHeads);
    abuses.put(IDLE + " idle connections", AbuseBenchmark::idle);
    abuses.put(HALF_OPEN + " half-open connections", AbuseBenchmark::halfOpen);
    abuses.put(CALLERS + " callers with wrong keys", AbuseBenchmark::wrongKeys);
    return abuses;
  }

  /** Measures the next ones until one has kept the server so busy that it is no longer as fresh. */
  private static void measure(Path wlp, Map<String, Abuse> abuses) throws Exception {
    var home = new Crier.Home(Files.createTempDirectory(wlp.getParent(), "abuse"));
    var settings = Map.of("CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE", "100000000");
    try (var crier = new Crier(wlp, home, settings)) {
      crier.start();
      crier.awaitReady();
      var operator = Tenant.firstOf(crier, home);
      var server = new Server(crier.port(), operator, operator.open("Abuser"));
      probe(server, WARM_UP, "warm-up");
      var isFresh = true;
      for (var left = abuses.entrySet().iterator(); isFresh && left.hasNext(); left.remove()) {
        var abuse = left.next();
        isFresh = measure(server, abuse.getKey(), abuse.getValue());
        crier.requireAlive();
      }
      crier.stop();
    }
    home.forget();
  }

  private static boolean measure(Server server, String name, Abuse abuse)
      throws InterruptedException {
    var end = System.nanoTime() + TIME.toNanos();
    var abuser = Thread.ofPlatform().start(() -> run(abuse, server, () -> System.nanoTime() < end));
    var isFresh = probe(server, TIME, name);
    abuser.join();
    return isFresh;
  }

  private static void run(Abuse abuse, Server server, BooleanSupplier goesOn) {
    try {
      abuse.on(server, goesOn);
    } catch (IOException | RuntimeException e) {
      System.out.println("the abuse ended early: " + e);
    }
  }

  /** Returns whether all calls were answered soon. */
  private static boolean probe(Server server, Duration time, String name)
      throws InterruptedException {
    var live = new Probes(server.port(), "/health/live", Map.of());
    var account =
        new Probes(
            server.port(),
            "/v1/account",
            Map.of("Authorization", "Bearer " + server.operator().key()));
    var both = Thread.ofPlatform().start(() -> live.run(time));
    account.run(time);
    both.join();
    System.out.println("| " + name + " | " + live + " | " + account + " |");
    return live.wereAnsweredWithin(SOON) && account.wereAnsweredWithin(SOON);
  }

  private static void waitFor(BooleanSupplier goesOn) {
    while (goesOn.getAsBoolean()) {
      Pause.of(TRICKLE_MILLIS);
    }
  }

  private static void wrongKeys(Server server, BooleanSupplier goesOn) throws IOException {
    var threads = new Thread[CALLERS];
    for (var n = 0; n < CALLERS; n++) {
      threads[n] = Thread.ofPlatform().start(() -> callWithWrongKeys(server, goesOn));
    }
    for (var thread : threads) {
      Pause.until("the caller has ended", TIME.multipliedBy(4), () -> !thread.isAlive());
    }
  }

  private static void callWithWrongKeys(Server server, BooleanSupplier goesOn) {
    var key = server.abuser().key();
    var wrong = key.substring(0, key.length() - 4) + "xxxx";
    while (goesOn.getAsBoolean()) {
      try (var wire = new Wire(server.port())) {
        while (goesOn.getAsBoolean()) {
          wire.call("GET", "/v1/account", Map.of("Authorization", "Bearer " + wrong), "");
        }
      } catch (IOException closedByTheServer) {
        // another connection, then
      }
    }
  }

  private static void slowHeads(Server server, BooleanSupplier goesOn) {
    trickle(server, HEADS, server.authorized("GET", "/v1/account") + "X-Slow: ", goesOn);
  }

  private static void slowBodies(Server server, BooleanSupplier goesOn) {
    trickle(server, SLOW, server.authorized("POST", "/v1/api-keys") + body(), goesOn);
  }

  private static void slowBodiesWithWrongKey(Server server, BooleanSupplier goesOn) {
    var head = server.head("POST", "/v1/api-keys") + "X-Api-Key: crl_wrong\r\n";
    trickle(server, SLOW, head + body(), goesOn);
  }

  private static void slowBodiesWithoutKey(Server server, BooleanSupplier goesOn) {
    trickle(server, SLOW, server.head("POST", "/engines/waha/x") + body(), goesOn);
  }

  private static String body() {
    return "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";
  }

  /** Connections that the server closes are opened again, as an abuser would. */
  private static void trickle(Server server, int count, String start, BooleanSupplier goesOn) {
    try (var clients = server.clients()) {
      while (goesOn.getAsBoolean()) {
        while (clients.count() < count && goesOn.getAsBoolean()) {
          clients.open(start);
        }
        Pause.of(TRICKLE_MILLIS);
        clients.send(" ");
      }
    }
  }

  /** As many streams as ten accounts may have, and events that fill their connections. */
  private static void unreadStreams(Server server, BooleanSupplier goesOn) {
    try (var clients = server.clients()) {
      for (var account = 0; account < 10; account++) {
        var tenant = server.operator().open("Abuser " + account);
        var abuser = new Server(server.port(), server.operator(), tenant);
        var session = tenant.create("loud", "simulator", UNPACED);
        for (var n = 0; n < STREAMS_PER_ACCOUNT; n++) {
          clients.open(abuser.authorized("GET", "/v1/events") + "\r\n");
        }
        send(tenant, session, "x".repeat(4_000));
      }
      while (goesOn.getAsBoolean()) {
        Pause.of(TRICKLE_MILLIS);
      }
    }
  }

  private static void send(Tenant tenant, String session, String text) {
    for (var n = 0; n < 20; n++) {
      tenant.call(
          "POST",
          "/v1/messages",
          "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",\"type\":\"text\",\"body\":\"%s\"}"
              .formatted(session, text));
    }
  }

  private static void unreadFiles(Server server, BooleanSupplier goesOn) {
    var session = server.abuser().create("files", "simulator", UNPACED);
    var data = "JVBERi0xLjQK" + "QUJD".repeat(FILE_SIZE / 3);
    var sent =
        server
            .abuser()
            .json(
                "POST",
                "/v1/messages",
                "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",\"type\":\"document\",\"filename\":\"a.pdf\",\"data\":\"data:application/pdf;base64,%s\"}"
                    .formatted(session, data));
    var file = "/v1/media/" + Tenant.find("\"media\":\\{\"id\":\"([^\"]+)\"", sent);
    try (var clients = server.clients()) {
      for (var n = 0; n < SLOW; n++) {
        clients.open(server.authorized("GET", file) + "\r\n");
      }
      waitFor(goesOn);
    }
  }

  private static void idle(Server server, BooleanSupplier goesOn) {
    try (var clients = server.clients()) {
      for (var n = 0; n < IDLE; n++) {
        clients.open("");
      }
      waitFor(goesOn);
      System.out.println("idle connections opened: " + clients.count());
    }
  }

  /** The client has ended its side within a head, and does not read. */
  private static void halfOpen(Server server, BooleanSupplier goesOn) {
    try (var clients = server.clients()) {
      for (var n = 0; n < HALF_OPEN; n++) {
        clients.open(server.head("GET", "/v1/account"));
      }
      clients.shutdownOutput();
      waitFor(goesOn);
    }
  }
}
