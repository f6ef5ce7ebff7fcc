package io.crier.bootstrap;

import io.crier.application.queue.SendQueue;
import io.crier.application.sessions.Lease;
import io.crier.rest.health.ReadinessCheck;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Without what this node cannot serve. */
@ApplicationScoped
public class HealthWiring {

  private static final Duration STALLED = Duration.ofMinutes(1);
  private static final int SECONDS_TO_ANSWER = 2;

  @Resource(lookup = "jdbc/crier")
  private DataSource dataSource;

  @Produces
  @Singleton
  ReadinessCheck database() {
    return new ReadinessCheck("database", this::databaseAnswers);
  }

  @Produces
  @Singleton
  ReadinessCheck sender(SendQueue sendQueue, InstantSource clock) {
    return new ReadinessCheck(
        "sender",
        () ->
            sendQueue
                .oldestDue()
                .filter(due -> due.isBefore(clock.instant().minus(STALLED)))
                .isEmpty());
  }

  @Produces
  @Singleton
  ReadinessCheck lease(Lease lease) {
    return new ReadinessCheck("lease", lease::isValid);
  }

  private boolean databaseAnswers() {
    try (var connection = dataSource.getConnection()) {
      return connection.isValid(SECONDS_TO_ANSWER);
    } catch (SQLException e) {
      return false;
    }
  }
}
