package io.crier.bootstrap;

import io.crier.application.sessions.OtherNodes;
import io.crier.rest.door.Draining;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Delays a stop (SIGTERM) while other nodes share the database: this node says that it is not
 * ready, and answers until balancers and callers have turned to the others. A second signal ends
 * the delay.
 */
@ApplicationScoped
class Departure {

  private static final Logger LOG = System.getLogger(Departure.class.getName());

  private static final long LOOK_NANOS = 20_000_000;

  @Inject Draining draining;
  @Inject OtherNodes otherNodes;
  @Inject Config config;

  private final AtomicBoolean asked = new AtomicBoolean();
  private Optional<StopSignal> signal = Optional.empty();

  void prepare() {
    signal = StopSignal.precededBy(this::leave);
  }

  void forget() {
    signal.ifPresent(StopSignal::restore);
  }

  private void leave() {
    if (asked.compareAndSet(false, true) && otherNodes.count() > 0) {
      var delay = delay();
      LOG.log(Level.INFO, "stops in {0}: balancers are told to turn to other nodes", delay);
      draining.announce();
      waitFor(delay);
    }
  }

  private Duration delay() {
    return config
        .getOptionalValue("crier.stop-delay", Duration.class)
        .orElse(Duration.ofSeconds(5));
  }

  private static void waitFor(Duration delay) {
    var start = System.nanoTime();
    while (System.nanoTime() - start < delay.toNanos()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
