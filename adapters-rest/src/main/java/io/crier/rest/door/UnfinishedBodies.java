package io.crier.rest.door;

import static java.util.stream.Collectors.groupingBy;

import io.crier.application.Clockwork;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bounds the request bodies that are still arriving: each needs a minimum rate, and each owner may
 * have a limited number that take longer than two seconds.
 */
@ApplicationScoped
public class UnfinishedBodies {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** So that a burst of requests whose bodies are on their way is not limited. */
  private static final Duration UNLIMITED_FOR = Duration.ofSeconds(2);

  /** Enough for the other bodies to arrive or to be rejected. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Clockwork clockwork;
  private final Duration grace;
  private final long bytesPerSecond;
  private final int maxPerOwner;
  private final Set<Arrival> arrivals = ConcurrentHashMap.newKeySet();
  private Clockwork.Repetition checks;

  /** For the proxy. */
  protected UnfinishedBodies() {
    this(null, null, 0, 0);
  }

  /**
   * @param grace how long a body may take whatever its rate
   * @param bytesPerSecond the minimum rate after that
   * @param maxPerOwner of an account, or of an address if no key is needed
   */
  @Inject
  UnfinishedBodies(
      Clockwork clockwork,
      @ConfigProperty(name = "crier.http.body-grace", defaultValue = "PT10S") Duration grace,
      @ConfigProperty(name = "crier.http.min-body-rate", defaultValue = "1000") long bytesPerSecond,
      @ConfigProperty(name = "crier.http.max-slow-bodies", defaultValue = "100") int maxPerOwner) {
    this.clockwork = clockwork;
    this.grace = grace;
    this.bytesPerSecond = bytesPerSecond;
    this.maxPerOwner = maxPerOwner;
  }

  /** To be called once. */
  @PostConstruct
  void start() {
    checks = clockwork.every(INTERVAL, this::check);
  }

  @PreDestroy
  void stop() {
    checks.cancel();
  }

  /** A request body that is still arriving. */
  interface Body {

    long received();

    /** Answers the request with this problem, unless the body has arrived in the meantime. */
    void reject(HttpProblem problem);
  }

  /** When a caller whose body was rejected may try again. */
  static Optional<Duration> retryAfter(HttpProblem problem) {
    return switch (problem) {
      case TOO_MANY_SLOW_BODIES, SERVICE_UNAVAILABLE -> Optional.of(RETRY_AFTER);
      default -> Optional.empty();
    };
  }

  private record Arrival(String owner, Instant began, Body body) {}

  /** Watches a body until the returned task is run. */
  Runnable watch(String owner, Body body) {
    var arrival = new Arrival(owner, clockwork.now(), body);
    arrivals.add(arrival);
    return () -> arrivals.remove(arrival);
  }

  /** Runs the task on a thread of its own. */
  void run(Runnable task) {
    clockwork.run(task);
  }

  private void check() {
    var now = clockwork.now();
    arrivals.stream()
        .filter(arrival -> isTooSlow(arrival, now))
        .forEach(arrival -> reject(arrival, HttpProblem.REQUEST_TIMEOUT));
    arrivals.stream()
        .filter(arrival -> arrival.began().plus(UNLIMITED_FOR).isBefore(now))
        .collect(groupingBy(Arrival::owner))
        .values()
        .forEach(this::limit);
  }

  private boolean isTooSlow(Arrival arrival, Instant now) {
    var counted = Duration.between(arrival.began().plus(grace), now);
    return counted.isPositive()
        && arrival.body().received() * 1_000 < bytesPerSecond * counted.toMillis();
  }

  /** Rejects the latest. */
  private void limit(List<Arrival> ofOneOwner) {
    ofOneOwner.stream()
        .sorted(Comparator.comparing(Arrival::began))
        .skip(maxPerOwner)
        .forEach(arrival -> reject(arrival, HttpProblem.TOO_MANY_SLOW_BODIES));
  }

  private void reject(Arrival arrival, HttpProblem problem) {
    arrivals.remove(arrival);
    arrival.body().reject(problem);
  }
}
