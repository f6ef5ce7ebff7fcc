package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.SteadyClock;
import io.crier.application.queue.SendQueue;
import io.crier.application.sessions.Lease;
import io.crier.persistence.DatabaseProbe;
import io.crier.rest.door.Draining;
import io.crier.rest.health.ReadinessCheck;
import io.crier.rest.health.ReadinessDetail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Wires the checks that must pass for this node to be ready. */
@ApplicationScoped
public class ReadinessWiring {

  private static final Duration STUCK = Duration.ofSeconds(10);
  private static final int MOST_NAMED = 3;
  private static final Duration NOTABLE_STEP = Duration.ofSeconds(2);

  @Produces
  @Singleton
  ReadinessCheck database(DatabaseProbe database) {
    return new ReadinessCheck("database", database::answers);
  }

  @Produces
  @Singleton
  ReadinessCheck sender(SendQueue sendQueue) {
    return new ReadinessCheck("sender", () -> !sendQueue.isStalled());
  }

  @Produces
  @Singleton
  ReadinessCheck work(Clockwork clockwork, SendQueue sendQueue) {
    return new ReadinessCheck("work", () -> stuck(clockwork, sendQueue).isEmpty());
  }

  @Produces
  @Singleton
  ReadinessDetail stuckWork(Clockwork clockwork, SendQueue sendQueue) {
    return new ReadinessDetail("stuck", () -> advice(stuck(clockwork, sendQueue)));
  }

  private static List<String> stuck(Clockwork clockwork, SendQueue sendQueue) {
    var sessions =
        sendQueue.stuck(STUCK).stream().limit(MOST_NAMED).map(it -> "session " + it.value());
    return Stream.concat(clockwork.stuck(STUCK).stream(), sessions).toList();
  }

  private static Optional<String> advice(List<String> work) {
    return work.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", work)
                + ": look whether the database and the disk answer; if they do, restart this node");
  }

  @Produces
  @Singleton
  ReadinessDetail clock(SteadyClock clock) {
    return new ReadinessDetail("clock", () -> stepped(clock.machineAhead()));
  }

  private static Optional<String> stepped(Duration ahead) {
    return ahead.abs().compareTo(NOTABLE_STEP) < 0
        ? Optional.empty()
        : Optional.of(
            "the machine's clock has been set by "
                + ahead.toSeconds()
                + " s, which this node follows slowly: look whether the clock is synchronized");
  }

  @Produces
  @Singleton
  ReadinessCheck running(Draining draining) {
    return new ReadinessCheck("running", () -> !draining.isAnnounced());
  }

  @Produces
  @Singleton
  ReadinessCheck lease(Lease lease) {
    return new ReadinessCheck("lease", lease::isValid);
  }
}
