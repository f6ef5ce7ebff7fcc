package io.crier.bootstrap.process;

import io.crier.x.fake.FakeX;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Posts continuously on a fake X, kills the watching server at random moments, and finally checks
 * that each post reached each phone once.
 */
final class AlertRun implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 2_000;
  private static final int AUTHORS = 8;
  private static final int PHONES = 10;
  private static final long BETWEEN_POSTS_MILLIS = 250;

  /** One in this many posts is edited; an edit must not cause another alert. */
  private static final int EDIT_ONE_IN = 8;

  private static final long MAX_LIFE_MILLIS = 6_000;

  private final Plan plan;
  private final FakeX x = new FakeX(Clock.systemUTC());
  private final Crier crier;
  private final Crier.Home home;
  private final Database database;
  private final RandomGenerator random;
  private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();
  private final List<Long> posts = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean posting = true;
  private int kills;

  /** The size of a run. */
  record Plan(int kills, long seed, String source) {}

  /** The results of a run. */
  record Report(
      String database,
      String source,
      int kills,
      int posts,
      long notifications,
      long arrived,
      long repeats,
      Violations violations,
      Duration took) {

    @Override
    public String toString() {
      return """
      Alert kill test on %s with the source %s, %d s
        kills:                            %,d
        posts:                            %,d
        notifications:                    %,d
        alerts that arrived:              %,d
        repeated, marked possibleDuplicate: %,d
        violations:                       %s
      """
          .formatted(
              database,
              source,
              took.toSeconds(),
              kills,
              posts,
              notifications,
              arrived,
              repeats,
              violations);
    }
  }

  AlertRun(Plan plan, Path wlp, Crier.Home home) throws Exception {
    this.plan = plan;
    this.home = home;
    Files.createDirectories(home.path());
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed());
    database = Database.ofTheEnvironment(home);
    var settings = new HashMap<>(database.settings());
    settings.putAll(Subscribers.settings(PHONES, PHONES * AUTHORS));
    settings.put("CRIER_SECRET_KEY", HexFormat.of().toHexDigits(random.nextLong()).repeat(3));
    settings.put("CRIER_DOUBT_WAIT", "PT0.5S");
    settings.put("CRIER_X_SOURCE", plan.source());
    settings.put("CRIER_X_BASE_URL", x.uri().toString());
    settings.put("CRIER_X_BEARER_TOKEN", FakeX.TOKEN);
    settings.put("CRIER_X_POLL_MIN", "1s");
    settings.put("CRIER_X_RECONCILE", "5s");
    crier = new Crier(wlp, home, settings);
    heartbeats.scheduleAtFixedRate(x::heartbeat, 1, 1, TimeUnit.SECONDS);
  }

  Report run() throws Exception {
    var began = Instant.now();
    crier.start();
    crier.awaitReady();
    var startTook = Duration.between(began, Instant.now());
    var subscribers = Subscribers.open(Tenant.firstOf(crier, home), PHONES);
    for (var author : authors()) {
      x.account(author);
      subscribers.phones().forEach(phone -> subscribers.subscribe(phone, author));
    }
    var poster = Thread.ofPlatform().start(this::post);
    while (kills < plan.kills()) {
      if (random.nextInt(6) == 0) {
        Pause.of(random.nextLong(startTook.toMillis()));
      } else {
        crier.awaitReady();
        Pause.of(random.nextLong(MAX_LIFE_MILLIS));
      }
      crier.kill();
      kills++;
      System.out.printf(
          "alert kill test on %s: killed %d of %d, %,d posts%n",
          database.name(), kills, plan.kills(), posts.size());
      crier.start();
    }
    crier.awaitReady();
    posting = false;
    poster.join();
    var expected = (long) posts.size() * PHONES;
    awaitAlerts(expected, subscribers);
    crier.stop();
    return check(expected, began);
  }

  /**
   * Waits as long as alerts keep arriving: the server was down most of the time and has to catch
   * up.
   */
  private void awaitAlerts(long expected, Subscribers subscribers) {
    var alerted = alerted(subscribers);
    while (alerted < expected) {
      var before = alerted;
      if (!Pause.holdsWithin(TIMEOUT, () -> alerted(subscribers) > before)) {
        return;
      }
      Pause.of(POLL_MILLIS);
      alerted = alerted(subscribers);
      System.out.printf(
          "alert kill test on %s: %,d of %,d alerts arrived%n", database.name(), alerted, expected);
    }
  }

  private static long alerted(Subscribers subscribers) {
    return subscribers.alerts().stream().distinct().count();
  }

  private static List<String> authors() {
    return IntStream.range(0, AUTHORS).mapToObj(n -> "author_" + n).toList();
  }

  private void post() {
    var authors = authors();
    var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed() + 1);
    while (posting) {
      var author = authors.get(chance.nextInt(AUTHORS));
      var post = x.post(author, "number " + posts.size());
      posts.add(post.value());
      if (chance.nextInt(EDIT_ONE_IN) == 0) {
        x.edit(post, "number " + posts.size() + ", edited");
      }
      Pause.of(BETWEEN_POSTS_MILLIS);
    }
  }

  private record Row(long root, String phone, String status, String whatsAppId, boolean repeated) {}

  private Report check(long expected, Instant began) {
    var violations = new Violations();
    var rows = new ArrayList<Row>();
    database.read(
        "select n.root_id, n.number, coalesce(m.status, 'none'), m.whatsapp_id,"
            + " coalesce(m.possible_duplicate, false)"
            + " from notification n left join message m on m.id = n.id",
        row ->
            rows.add(
                new Row(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5))));
    var byPost = rows.stream().collect(Collectors.groupingBy(Row::root));
    for (var post : posts) {
      var alerted = byPost.getOrDefault(post, List.of());
      violations.require(
          alerted.stream().map(Row::phone).distinct().count() == PHONES,
          "a post reaches each phone",
          post);
      violations.require(alerted.size() <= PHONES, "a post reaches each phone once", post);
    }
    violations.require(rows.size() == expected, "there are no alerts without a post", rows.size());
    var submissions = submissions();
    for (var row : rows) {
      var times = submissions.getOrDefault(row.whatsAppId(), 0L);
      violations.require(times >= 1, "an alert arrives", row);
      violations.require(times <= 1 || row.repeated(), "an alert that came twice is marked", row);
      violations.require(
          List.of("SENT", "DELIVERED", "READ").contains(row.status()), "it is sent", row);
    }
    return new Report(
        database.name(),
        plan.source(),
        kills,
        posts.size(),
        rows.size(),
        rows.stream().mapToLong(row -> submissions.getOrDefault(row.whatsAppId(), 0L)).sum(),
        rows.stream().filter(Row::repeated).count(),
        violations,
        Duration.between(began, Instant.now()));
  }

  /** How often WhatsApp has seen each id. */
  private Map<String, Long> submissions() {
    return new Simulator(home.ledgers())
        .submissions(List.of()).values().stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Records.Submission::whatsAppId, Collectors.counting()));
  }

  @Override
  public void close() {
    posting = false;
    heartbeats.shutdownNow();
    crier.close();
    x.close();
  }
}
