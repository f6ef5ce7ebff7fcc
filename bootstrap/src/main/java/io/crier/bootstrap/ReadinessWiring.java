package io.crier.bootstrap;

import io.crier.application.queue.SendQueue;
import io.crier.application.sessions.Lease;
import io.crier.persistence.DatabaseProbe;
import io.crier.rest.health.ReadinessCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires the checks that must pass for this node to be ready. */
@ApplicationScoped
public class ReadinessWiring {

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
  ReadinessCheck lease(Lease lease) {
    return new ReadinessCheck("lease", lease::isValid);
  }
}
