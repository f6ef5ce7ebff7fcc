package io.crier.bootstrap.process;

import io.crier.domain.xaccounts.PostId;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
import io.crier.x.fake.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/**
 * Measures the time from a post to WhatsApp, and the requests to X and their cost: in real time,
 * against a fake X, on H2, with the source that Crier chooses for the number of authors.
 */
public final class AlertsBenchmark {

  private static final List<Integer> AUTHORS = List.of(50, 1_000);

  /** By then the stream covers a thousand authors, and each has been polled since. */
  private static final Duration WARM_UP = Duration.ofMinutes(4);

  private static final Duration MEASURED = Duration.ofMinutes(4);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int MAX_BETWEEN_POSTS_MILLIS = 1_000;
  private static final long SEED = 7;

  private AlertsBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    var wlp = Path.of(arguments[0]);
    for (var authors : AUTHORS) {
      var home = new Crier.Home(Files.createTempDirectory(wlp.getParent(), "bench-alerts"));
      try (var x = new FakeX(Clock.systemUTC());
          var heartbeats = Executors.newSingleThreadScheduledExecutor();
          var crier = new Crier(wlp, home, settings(x, authors))) {
        heartbeats.scheduleAtFixedRate(x::heartbeat, 20, 20, TimeUnit.SECONDS);
        measure(authors, x, crier, home);
        heartbeats.shutdownNow();
      }
      home.forget();
    }
  }

  private static Map<String, String> settings(FakeX x, int authors) {
    var settings = new HashMap<>(Subscribers.settings(1, authors));
    settings.put("CRIER_X_SOURCE", "auto");
    settings.put("CRIER_X_BASE_URL", x.uri().toString());
    settings.put("CRIER_X_BEARER_TOKEN", FakeX.TOKEN);
    return settings;
  }

  private static void measure(int authors, FakeX x, Crier crier, Crier.Home home) throws Exception {
    // The limit per quarter of an hour is too low to start with a thousand authors at once.
    x.limit(Endpoint.USER_BY_USERNAME, authors);
    x.limit(Endpoint.SUBSCRIPTIONS, 5 * authors);
    crier.start();
    crier.awaitReady();
    var subscribers = Subscribers.open(Tenant.firstOf(crier, home), 1);
    for (var n = 0; n < authors; n++) {
      x.account("author_" + n);
      subscribers.subscribe(subscribers.phones().getFirst(), "author_" + n);
    }
    Pause.of(WARM_UP.toMillis());
    x.clearRequests();
    var before = x.meter().posts();
    var posts = post(authors, x);
    var requests = x.requests();
    var paid = x.meter().posts() - before;
    Pause.holdsWithin(TIMEOUT, () -> subscribers.alerts().size() >= posts.size());
    var delays = delays(posts, subscribers.alerts());
    crier.stop();
    report(authors, posts.size(), delays, requests, paid);
  }

  private static List<PostId> post(int authors, FakeX x) {
    var posts = new ArrayList<PostId>();
    var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    var end = Instant.now().plus(MEASURED);
    while (Instant.now().isBefore(end)) {
      Pause.of(chance.nextInt(MAX_BETWEEN_POSTS_MILLIS));
      posts.add(x.post("author_" + chance.nextInt(authors), "number " + posts.size()));
    }
    return posts;
  }

  /** In milliseconds, shortest first. */
  private static List<Long> delays(List<PostId> posts, List<Subscribers.ReceivedAlert> alerts) {
    var arrived =
        alerts.stream()
            .collect(
                Collectors.toMap(
                    Subscribers.ReceivedAlert::post, Subscribers.ReceivedAlert::at, (a, b) -> a));
    return posts.stream()
        .filter(post -> arrived.containsKey(post.value()))
        .map(post -> Duration.between(post.madeAt(), arrived.get(post.value())).toMillis())
        .sorted()
        .toList();
  }

  private static void report(
      int authors, int posts, List<Long> delays, List<RecordedRequest> requests, long paid) {
    var counts =
        requests.stream()
            .collect(Collectors.groupingBy(RecordedRequest::endpoint, Collectors.counting()));
    System.out.printf(
        "%,d authors, %,d posts, %,d alerts: p50 %,d ms, p95 %,d ms, max %,d ms;"
            + " requests in %d s: %s; paid for %,d posts, %.2f times those made%n",
        authors,
        posts,
        delays.size(),
        delays.get(delays.size() / 2),
        delays.get(delays.size() * 95 / 100),
        delays.getLast(),
        MEASURED.toSeconds(),
        counts,
        paid,
        (double) paid / posts);
  }
}
