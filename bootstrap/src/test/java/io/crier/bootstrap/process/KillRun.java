package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Line.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Starts the server under load, kills it at random moments and restarts it, and finally checks what
 * is left.
 */
final class KillRun implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(20);
  private static final Duration WRITERS_TIMEOUT = Duration.ofMinutes(10);
  private static final int CALLERS = 24;

  /**
   * So that the callers do not outrun linked devices, which send some 20 messages a second here.
   */
  private static final long LINKED_DEVICE_PAUSE_MILLIS = 1_000;

  /** One in this many runs of the server is killed before it has answered anything. */
  private static final int EARLY_KILL_ONE_IN = 6;

  private static final int MAX_BETWEEN_KILLS = 200;

  /** The maximum number of messages each way to wait for before a kill. */
  private static final int MAX_TRAFFIC = 60;

  /** How long to wait after a side process was killed before the next one may send. */
  private static final long SETTLED_MILLIS = 200;

  private final Plan plan;
  private final WhatsApp whatsApp;
  private final Database database;
  private final Crier.Home home;
  private final Crier crier;
  private final WebhookReceiver receiver;
  private final RandomGenerator random;
  private final TreeSet<Instant> kills = new TreeSet<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private Tenant watched;
  private String webhook;
  private Duration startTook = Duration.ZERO;
  private int serverKills;
  private int sideKills;

  /**
   * The size of a run.
   *
   * @param acked messages, in all runs of the server together
   * @param limit after which there are no more kills, even if the goals are not reached
   * @param drain how long the queues may take to run empty at the end
   * @param batch the maximum number of messages in a batch request
   * @param quick sessions that send as fast as they can
   * @param steady sessions that send with a short gap
   */
  record Plan(
      int kills,
      int acked,
      long seed,
      Duration limit,
      Duration drain,
      int batch,
      int quick,
      int steady) {}

  /** The results of a run. */
  record Report(
      String database,
      String engine,
      int kills,
      int sideKills,
      long acked,
      int stored,
      int arrived,
      long queued,
      long repeats,
      long retried,
      long replayed,
      long events,
      long delivered,
      int received,
      List<String> complaints,
      Violations violations,
      Duration took) {

    @Override
    public String toString() {
      return """
      Kill test on %s with the engine %s, %d minutes
        kills:                            %,d
        kills of the side process only:   %,d
        acknowledged:                     %,d
        in the database:                  %,d
        submissions to WhatsApp:          %,d
        still queued at the end:          %,d
        repeated, marked possibleDuplicate: %,d
        requests repeated, answer lost:   %,d (%,d answered with the first answer)
        events:                           %,d (%,d webhook deliveries made)
        acknowledged to WhatsApp:         %,d
        unexpected answers:               %s
        violations:                       %s
      """
          .formatted(
              database,
              engine,
              took.toMinutes(),
              kills,
              sideKills,
              acked,
              stored,
              arrived,
              queued,
              repeats,
              retried,
              replayed,
              events,
              delivered,
              received,
              complaints.isEmpty()
                  ? "none"
                  : complaints.size() + ", first " + complaints.getFirst(),
              violations);
    }
  }

  KillRun(Plan plan, WhatsApp whatsApp, Path wlp, Crier.Home home) throws Exception {
    this.plan = plan;
    this.whatsApp = whatsApp;
    this.home = home;
    var folder = home.path();
    Files.createDirectories(folder);
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed());
    database = Database.ofTheEnvironment(home);
    receiver = new WebhookReceiver();
    var secretKey = HexFormat.of().toHexDigits(random.nextLong()).repeat(3);
    secrets.add(secretKey);
    var settings = new HashMap<>(database.settings());
    settings.putAll(whatsApp.settings());
    settings.put("CRIER_SECRET_KEY", secretKey);
    settings.put("CRIER_OUTBOUND_ALLOW", "127.0.0.0/8");
    settings.put("CRIER_DOUBT_WAIT", "PT0.5S");
    settings.put("CRIER_CONNECTS_PER_SECOND", "1000");
    settings.put("CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE", "100000000");
    crier = new Crier(wlp, home, settings);
  }

  Report run() throws IOException {
    var began = Instant.now();
    crier.start();
    crier.awaitReady();
    startTook = Duration.between(began, Instant.now());
    open();
    var pause = whatsApp.hasSideProcess() ? LINKED_DEVICE_PAUSE_MILLIS : 0;
    var load = new Load(crier.port(), lines, CALLERS, plan.batch(), plan.seed(), pause);
    load.start();
    whatsApp.startWriting(lines);
    for (var life = 1; life <= plan.kills() && !isOver(began); life++) {
      runUntilKill(life, load);
      if (life % 2 == 1) {
        killSideProcess(load);
      } else {
        cutConnections(load);
      }
      kill();
      log(
          "killed %d of %d after %d s, %,d acknowledged",
          life, plan.kills(), Duration.between(began, Instant.now()).toSeconds(), load.acked());
      crier.start();
    }
    await(() -> load.acked() >= plan.acked() || isOver(began));
    load.stop();
    restart();
    var received = whatsApp.finishWriting(WRITERS_TIMEOUT);
    var drained = Pause.holdsWithin(plan.drain(), () -> queued() == 0);
    Pause.holdsWithin(plan.drain(), () -> pendingDeliveries().contains("\"items\":[]"));
    crier.stop();
    log("stopped, its queues %s", drained && received ? "empty" : "not empty");
    return check(load, began);
  }

  /**
   * Ends at a random moment: during the start, or after a random number of answers and, as linked
   * devices connect later than the server answers, of messages that they exchanged.
   */
  private void runUntilKill(int life, Load load) {
    if (life > 1 && random.nextInt(EARLY_KILL_ONE_IN) == 0) {
      Pause.of(random.nextLong(startTook.toMillis()));
      return;
    }
    var left = plan.acked() - load.acked();
    var mean = Math.max(1, left / (plan.kills() + 1 - life + 1));
    var enough = load.acked() + 1 + random.nextLong(2 * mean);
    var before = whatsApp.traffic();
    var traffic =
        new WhatsApp.Traffic(
            before.sent() + random.nextInt(MAX_TRAFFIC),
            before.received() + random.nextInt(MAX_TRAFFIC));
    await(
        () ->
            load.acked() >= enough
                && (!whatsApp.hasSideProcess() || whatsApp.traffic().isPast(traffic)));
  }

  /** Kills the server, and with it everything that it has started. */
  private void kill() {
    var children = crier.children();
    kills.add(crier.kill());
    serverKills++;
    Pause.until(
        "no process outlives its server",
        TIMEOUT,
        () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Ends the server as an operator does while people still write. */
  private void restart() {
    if (whatsApp.hasSideProcess()) {
      crier.stop();
      kills.add(Instant.now());
      crier.start();
      crier.awaitReady();
    }
  }

  /** In the other runs all connections break, and the same process reconnects. */
  private void cutConnections(Load load) {
    if (whatsApp.hasSideProcess()) {
      whatsApp.cut();
      continueAfterBreak(load);
    }
  }

  private void continueAfterBreak(Load load) {
    // What is in doubt may be repeated from now on, and what was on its way may arrive until then.
    kills.add(Instant.now());
    Pause.of(SETTLED_MILLIS);
    kills.add(Instant.now());
    var enough = load.acked() + 1 + random.nextInt(MAX_BETWEEN_KILLS);
    await(() -> load.acked() >= enough);
  }

  /** In every other run the side process is killed first, and a new one takes over. */
  private void killSideProcess(Load load) {
    if (!whatsApp.hasSideProcess()) {
      return;
    }
    var children = crier.children();
    if (children.isEmpty()) {
      return;
    }
    children.forEach(ProcessHandle::destroyForcibly);
    Pause.until(
        "the side process is dead",
        TIMEOUT,
        () -> children.stream().noneMatch(ProcessHandle::isAlive));
    sideKills++;
    continueAfterBreak(load);
  }

  private void await(BooleanSupplier condition) {
    Pause.until(
        "enough is acknowledged",
        TIMEOUT,
        () -> {
          crier.requireAlive();
          return condition.getAsBoolean();
        });
  }

  private boolean isOver(Instant began) {
    return Instant.now().isAfter(began.plus(plan.limit()));
  }

  private void open() throws IOException {
    var operator = Tenant.firstOf(crier, home);
    var steady = operator.open("steady");
    watched = operator.open("watched");
    secrets.addAll(List.of(operator.key(), steady.key(), watched.key()));
    for (var i = 0; i < plan.quick(); i++) {
      add(operator, Pace.gap(0, 3), 20);
    }
    for (var i = 0; i < plan.steady(); i++) {
      add(steady, Pace.gap(10, 20), 20);
    }
    for (var i = 0; i < 3; i++) {
      add(watched, Pace.gap(50, 80), 1);
    }
    for (var i = 0; i < 2; i++) {
      add(watched, new Pace(10, 20, 5, 300, 400, 0), 1);
    }
    add(watched, new Pace(10, 20, 0, 0, 0, 25), 1);
    var registered =
        watched.json(
            "POST",
            "/v1/webhooks",
            "{\"url\":\"%s\",\"events\":[\"message.status\"]}".formatted(receiver.address()));
    webhook = Tenant.find("\"id\":\"([^\"]+)\"", registered);
    secrets.add(Tenant.find("\"secret\":\"whsec_([^\"]+)\"", registered));
  }

  private void add(Tenant tenant, Pace pace, int weight) {
    var number = lines.size();
    lines.add(
        Line.create(
            tenant, whatsApp, "line-" + number, "+9665900000%02d".formatted(number), pace, weight));
  }

  /** The messages waiting in all queues, except those whose daily cap may be reached. */
  private long queued() {
    return lines.stream().filter(line -> line.pace().cap() == 0).mapToLong(Line::queued).sum();
  }

  private String pendingDeliveries() {
    return watched.json("GET", "/v1/webhooks/" + webhook + "/deliveries?state=pending", "");
  }

  private Report check(Load load, Instant began) {
    var violations = new Violations();
    var records = Records.read(database, whatsApp.submissions(lines));
    var invariants = new Invariants(records, lines, kills, violations);
    invariants.check();
    var acknowledged = whatsApp.acknowledged();
    invariants.checkReceived(acknowledged);
    if (!kills.isEmpty()) {
      records
          .events
          .values()
          .forEach(
              events ->
                  events.codes.stream()
                      .filter(kills.first()::isBefore)
                      .forEach(at -> violations.require(false, "a new QR code after a kill", at)));
    }
    lines.stream()
        .filter(line -> line.tenant().equals(watched) && !line.acks().isEmpty())
        .map(line -> records.messages.get(line.acks().getFirst().id()))
        .findFirst()
        .ifPresent(message -> invariants.checkDeliveries(message.account, receiver));
    var search = new Secrets(secrets, violations);
    search.checkFiles(home.data());
    search.checkFiles(home.logs());
    search.checkFiles(home.console());
    if (database.isPostgres()) {
      search.checkTables(database);
    }
    return new Report(
        database.name(),
        whatsApp.engine(),
        serverKills,
        sideKills,
        load.acked(),
        records.messages.size(),
        records.ledgers.values().stream().mapToInt(List::size).sum(),
        records.messages.values().stream().filter(it -> it.status.equals("QUEUED")).count(),
        records.messages.values().stream().filter(it -> it.possibleDuplicate).count(),
        load.retried(),
        load.replayed(),
        records.lastSequences.values().stream().mapToLong(it -> it).sum(),
        records.deliveries.stream().filter(it -> it.state().equals("DELIVERED")).count(),
        acknowledged.size(),
        load.complaints(),
        violations,
        Duration.between(began, Instant.now()));
  }

  private void log(String what, Object... about) {
    System.out.println("kill test on " + database.name() + ": " + what.formatted(about));
  }

  @Override
  public void close() {
    crier.close();
    receiver.close();
    whatsApp.close();
  }
}
