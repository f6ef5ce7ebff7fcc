package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Line.Pace;
import io.crier.bootstrap.process.Records.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Lets bad things happen to servers that share a database, one after the other and under load, and
 * finally checks what is left.
 */
final class ClusterRun implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final int CALLERS = 8;
  private static final int LINES = 12;
  private static final long CALLER_PAUSE_MILLIS = 200;
  private static final int ACKED_BETWEEN_FAULTS = 100;

  /** For how long a node that cannot renew its lease trusts it. */
  private static final Duration TRUSTED = Duration.ofSeconds(10);

  private final Plan plan;
  private final Database database;
  private final Postmaster postmaster;
  private final Cluster cluster;
  private final Random random;
  private final List<Line> lines = new ArrayList<>();
  private final TreeSet<Instant> ends = new TreeSet<>();
  private final List<Loss> losses = new ArrayList<>();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final Deque<Fault> deck = new ArrayDeque<>();
  private Duration slowestHealing = Duration.ZERO;

  /** What happens to one node, to the database, or to all nodes in turn. */
  enum Fault {
    KILL,
    FREEZE,
    PARTITION,
    STALL,
    DATABASE_CRASH,
    ROLLING_RESTART
  }

  /**
   * The size of a run.
   *
   * @param kinds each happens once before any happens again
   * @param limit after which there are no more faults
   * @param shortest how long a fault lasts at least
   * @param longest how long a fault lasts at most
   * @param drain how long the queues may take to run empty at the end
   */
  record Plan(
      List<Fault> kinds,
      int faults,
      long seed,
      Duration limit,
      Duration shortest,
      Duration longest,
      Duration drain) {}

  /** A node lost its sessions at this time. */
  private record Loss(int node, Instant at, List<UUID> sessions) {}

  /** The results of a run. */
  record Report(
      Map<Fault, Integer> faults,
      long acked,
      int stored,
      int arrived,
      long queued,
      long repeats,
      long failed,
      long retried,
      Gaps gaps,
      Duration slowestHealing,
      List<Long> nextSends,
      List<String> complaints,
      Violations violations,
      Duration took) {

    @Override
    public String toString() {
      return """
      Three nodes, %d seconds
        faults:                           %s
        acknowledged:                     %,d
        in the database:                  %,d
        submissions to WhatsApp:          %,d
        still queued at the end:          %,d
        repeated, marked possibleDuplicate: %,d
        requests that failed:             %,d
        requests repeated, answer lost:   %,d
        waits beside the pace:            %s
        all ready after a fault:          %d ms at most
        next send by another node:        %s
        unexpected answers:               %s
        violations:                       %s
      """
          .formatted(
              took.toSeconds(),
              faults,
              acked,
              stored,
              arrived,
              queued,
              repeats,
              failed,
              retried,
              gaps,
              slowestHealing.toMillis(),
              nextSends.isEmpty()
                  ? "none had to"
                  : "p50 %,d ms, p95 %,d ms, longest %,d ms, of %d sessions"
                      .formatted(at(0.5), at(0.95), at(1), nextSends.size()),
              complaints.isEmpty()
                  ? "none"
                  : complaints.size() + ", first " + complaints.getFirst(),
              violations);
    }

    private long at(double quantile) {
      var sorted = nextSends.stream().sorted().toList();
      return sorted.get(Math.max(0, (int) Math.ceil(quantile * sorted.size()) - 1));
    }
  }

  ClusterRun(Plan plan, Path wlp) throws Exception {
    this.plan = plan;
    random = new Random(plan.seed());
    var homes =
        IntStream.rangeClosed(1, 3)
            .mapToObj(number -> new Crier.Home(wlp.resolveSibling("cluster-kill-" + number)))
            .toList();
    database = Database.ofTheEnvironment(homes.getFirst());
    // The PostgreSQL of the tests forgets the last commits when it crashes.
    database.change("alter database crier_kill set synchronous_commit = on");
    postmaster = Postmaster.of(database);
    var settings =
        Map.of(
            "CRIER_SECRET_KEY",
            HexFormat.of().toHexDigits(random.nextLong()).repeat(3),
            "CRIER_DOUBT_WAIT",
            "PT0.5S",
            "CRIER_STOP_DELAY",
            "PT3S",
            "CRIER_CONNECTS_PER_SECOND",
            "1000",
            "CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE",
            "100000000");
    cluster = new Cluster(wlp, homes, database, settings, plan.seed());
  }

  Report run() throws IOException {
    cluster.start();
    open();
    var began = Instant.now();
    var load = new Load(cluster.port(), lines, CALLERS, 10, plan.seed(), CALLER_PAUSE_MILLIS);
    load.start();
    for (var number = 1; number <= plan.faults() && !isOver(began); number++) {
      var enough = load.acked() + ACKED_BETWEEN_FAULTS;
      Pause.until("messages are accepted", TIMEOUT, () -> load.acked() >= enough);
      var fault = next();
      var about = cause(fault);
      counts.merge(fault, 1, Integer::sum);
      var healing = cluster.awaitReady();
      slowestHealing = healing.compareTo(slowestHealing) > 0 ? healing : slowestHealing;
      log(
          "%d of %d: %s %s, ready again %d ms later, %,d acknowledged after %d s",
          number,
          plan.faults(),
          fault,
          about,
          healing.toMillis(),
          load.acked(),
          Duration.between(began, Instant.now()).toSeconds());
    }
    load.stop();
    Pause.holdsWithin(plan.drain(), () -> queued() == 0);
    var queued = queued();
    cluster.stop();
    return check(load, queued, began);
  }

  private boolean isOver(Instant began) {
    return Instant.now().isAfter(began.plus(plan.limit()));
  }

  private Fault next() {
    if (deck.isEmpty()) {
      var shuffled = new ArrayList<>(plan.kinds());
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    return deck.poll();
  }

  private String cause(Fault fault) {
    var node = random.nextInt(cluster.size());
    var millis = random.nextLong(plan.shortest().toMillis(), plan.longest().toMillis() + 1);
    switch (fault) {
      case KILL -> {
        var sessions = sessionsOf(node);
        var at = cluster.node(node).kill();
        lose(node, at, sessions);
        Pause.of(millis);
        cluster.node(node).start();
        cluster.node(node).awaitReady();
      }
      case FREEZE -> {
        var sessions = sessionsOf(node);
        lose(node, cluster.node(node).freeze(), sessions);
        Pause.of(millis);
        cluster.node(node).thaw();
        ends.add(Instant.now());
      }
      case PARTITION -> sever(node, Relay.Mode.SWALLOWS, millis);
      case STALL -> sever(node, Relay.Mode.STALLS, millis);
      case DATABASE_CRASH -> {
        millis /= 3;
        postmaster.crash();
        ends.add(Instant.now());
        Pause.of(millis);
        postmaster.restart();
      }
      case ROLLING_RESTART ->
          IntStream.range(0, cluster.size())
              .forEach(
                  each -> {
                    cluster.node(each).stop();
                    cluster.node(each).start();
                    cluster.awaitReady();
                  });
    }
    return switch (fault) {
      case DATABASE_CRASH -> "for %d ms".formatted(millis);
      case ROLLING_RESTART -> "of all nodes";
      default -> "of node %d for %d ms".formatted(node + 1, millis);
    };
  }

  /** What it begins in the last moment of its lease, another node may have to repeat. */
  private void sever(int node, Relay.Mode mode, long millis) {
    var sessions = sessionsOf(node);
    var at = Instant.now();
    cluster.link(node).become(mode);
    losses.add(new Loss(node, at, sessions));
    ends.add(at.plus(TRUSTED));
    Pause.of(millis);
    cluster.link(node).become(Relay.Mode.PASSES);
  }

  private void lose(int node, Instant at, List<UUID> sessions) {
    ends.add(at);
    losses.add(new Loss(node, at, sessions));
  }

  /** Those that have something to send. */
  private List<UUID> sessionsOf(int node) {
    var sessions = new ArrayList<UUID>();
    database.read(
        "select id from session s where owner_node = '"
            + cluster.id(node)
            + "' and exists (select 1 from queue_entry q where q.session_id = s.id)",
        row -> sessions.add(row.getObject("id", UUID.class)));
    return sessions;
  }

  private void open() throws IOException {
    var operator = cluster.operator();
    var tenants = List.of(operator.open("one"), operator.open("two"));
    var simulator = cluster.simulators().getFirst();
    for (var number = 0; number < LINES; number++) {
      var pace =
          switch (number) {
            case 0 -> new Pace(10, 20, 5, 300, 400, 0);
            case 1 -> new Pace(10, 20, 0, 0, 0, 25);
            case 2, 3, 4 -> Pace.gap(50, 80);
            default -> Pace.gap(100, 150);
          };
      lines.add(
          Line.create(
              tenants.get(number % tenants.size()),
              simulator,
              "line-" + number,
              "+9665900000%02d".formatted(number),
              pace,
              number < 2 ? 1 : 10));
    }
  }

  /** The messages waiting in all queues, except those whose daily cap may be reached. */
  private long queued() {
    return lines.stream().filter(line -> line.pace().cap() == 0).mapToLong(Line::queued).sum();
  }

  private Report check(Load load, long queued, Instant began) {
    var violations = new Violations();
    var ledgers = cluster.simulators().stream().map(it -> it.submissions(lines)).toList();
    var records = Records.read(database, merged(ledgers));
    Invariants.ofSeveralNodes(records, lines, ends, violations).check();
    return new Report(
        counts,
        load.acked(),
        records.messages.size(),
        records.ledgers.values().stream().mapToInt(List::size).sum(),
        queued,
        records.messages.values().stream().filter(it -> it.possibleDuplicate).count(),
        load.failed(),
        load.retried(),
        Gaps.of(lines, records),
        slowestHealing,
        nextSends(ledgers),
        load.complaints(),
        violations,
        Duration.between(began, Instant.now()));
  }

  private static Map<UUID, List<Submission>> merged(List<Map<UUID, List<Submission>>> ledgers) {
    var merged = new HashMap<UUID, List<Submission>>();
    ledgers.forEach(
        ledger ->
            ledger.forEach(
                (session, sent) ->
                    merged.computeIfAbsent(session, id -> new ArrayList<>()).addAll(sent)));
    merged.values().forEach(sent -> sent.sort(Comparator.comparing(Submission::at)));
    return merged;
  }

  /** In milliseconds: for sessions that another node took over before the next fault. */
  private List<Long> nextSends(List<Map<UUID, List<Submission>>> ledgers) {
    var waits = new ArrayList<Long>();
    for (var loss : losses) {
      for (var session : loss.sessions()) {
        IntStream.range(0, ledgers.size())
            .filter(node -> node != loss.node())
            .mapToObj(node -> ledgers.get(node).getOrDefault(session, List.of()).stream())
            .flatMap(sent -> sent.map(Submission::at).filter(loss.at()::isBefore))
            .min(Comparator.naturalOrder())
            .filter(next -> isNextOf(session, next, loss, ledgers))
            .ifPresent(next -> waits.add(Duration.between(loss.at(), next).toMillis()));
      }
    }
    return waits;
  }

  /** Whether the node that lost the session had not sent again before. */
  private static boolean isNextOf(
      UUID session, Instant next, Loss loss, List<Map<UUID, List<Submission>>> ledgers) {
    return ledgers.get(loss.node()).getOrDefault(session, List.of()).stream()
        .map(Submission::at)
        .filter(loss.at().plus(TRUSTED)::isBefore)
        .noneMatch(next::isAfter);
  }

  private static void log(String what, Object... about) {
    System.out.println("cluster kill test: " + what.formatted(about));
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }

  static List<Fault> allFaults() {
    return Arrays.asList(Fault.values());
  }
}
