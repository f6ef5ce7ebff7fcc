package io.crier.bootstrap;

import io.crier.application.Replays;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.apikeys.OpenAccount;
import io.crier.application.events.Outbox;
import io.crier.application.media.MediaStore;
import io.crier.application.notifications.AlertPhones;
import io.crier.application.queue.FollowSessions;
import io.crier.application.queue.SendQueue;
import io.crier.application.queue.SweepScheduled;
import io.crier.application.sessions.RunSessions;
import io.crier.application.watch.WatchX;
import io.crier.application.webhooks.DispatchDeliveries;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.persistence.media.FileMediaStore;
import io.crier.rest.v1.events.EventStreams;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts what runs by itself, and stops it without tearing anything. */
@ApplicationScoped
class Lifecycle {

  private static final Logger LOG = System.getLogger(Lifecycle.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration REPLAYS_KEPT = Duration.ofHours(24);
  private static final int MOST_FORGOTTEN = 10_000;
  private static final long LOOK_NANOS = 20_000_000;

  @Inject DataFolder data;
  @Inject Heart heart;
  @Inject OpenAccount openAccount;
  @Inject Authenticate authenticate;
  @Inject RunSessions runSessions;
  @Inject FollowSessions followSessions;
  @Inject SendQueue sendQueue;
  @Inject SweepScheduled sweepScheduled;
  @Inject AlertPhones alertPhones;
  @Inject WatchX watchX;
  @Inject DispatchDeliveries dispatchDeliveries;
  @Inject EventStreams eventStreams;
  @Inject Replays replays;
  @Inject Outbox outbox;
  @Inject MediaStore media;
  @Inject UnitOfWork unitOfWork;
  @Inject TimerWheel wheel;
  @Inject InstantSource clock;
  @Inject @Work ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "crier.events.kept", defaultValue = "P30D")
  Duration eventsKept;

  @Inject
  @ConfigProperty(name = "crier.media.keep", defaultValue = "P30D")
  Duration mediaKept;

  /** The server waits half a minute for open connections before it stops applications. */
  private final Thread endOfStreams = new Thread(() -> eventStreams.close());

  private volatile boolean stopping;
  private Instant nextSweep = Instant.MIN;

  void start(@Observes Startup event) {
    data.lock();
    openAccount.openFirst(this::handOver);
    heart.start();
    sweepScheduled.start();
    runSessions.start(followSessions);
    alertPhones.start();
    watchX.start();
    dispatchDeliveries.start();
    Runtime.getRuntime().addShutdownHook(endOfStreams);
    keepHouse();
  }

  void stop(@Observes Shutdown event) {
    stopping = true;
    eventStreams.close();
    alertPhones.stop();
    watchX.stop();
    sweepScheduled.stop();
    sendQueue.stop();
    dispatchDeliveries.stop();
    waitFor(() -> sendQueue.onTheirWay() <= 0 && dispatchDeliveries.underWay() == 0);
    runSessions.stop();
    heart.stop();
    authenticate.noteUses();
    data.unlock();
    forgetTheEnd();
  }

  private void forgetTheEnd() {
    try {
      Runtime.getRuntime().removeShutdownHook(endOfStreams);
    } catch (IllegalStateException itIsHere) {
      // the whole server stops, and the hook has run
    }
  }

  private void handOver(ApiKeyText key) {
    var file =
        data.write(
            "first-start.txt",
            "setup-link: none (the dashboard comes with a later version)\nadmin-key: "
                + key.value()
                + "\n");
    System.out.println("Crier's first start: your admin key is in " + file);
  }

  private void waitFor(BooleanSupplier quiet) {
    var end = clock.instant().plus(PATIENCE);
    while (!quiet.getAsBoolean() && clock.instant().isBefore(end)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void keepHouse() {
    wheel.schedule(clock.instant().plus(HOUSEKEEPING), () -> executor.execute(this::tidyUp));
  }

  private void tidyUp() {
    if (stopping) {
      return;
    }
    try {
      var now = clock.instant();
      authenticate.noteUses();
      unitOfWork.run(() -> replays.forget(now.minus(REPLAYS_KEPT)));
      forgetEvents(now.minus(eventsKept));
      sweepMedia(now);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "housekeeping waits: the database does not answer", e);
    }
    keepHouse();
  }

  /** Rarely, for it looks at every file. */
  private void sweepMedia(Instant now) {
    if (!(media instanceof FileMediaStore files) || now.isBefore(nextSweep)) {
      return;
    }
    nextSweep = now.plus(SWEEP);
    try {
      files.sweep(now.minus(mediaKept));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "old files stay for another hour", e);
    }
  }

  private void forgetEvents(Instant before) {
    int forgotten;
    do {
      forgotten = unitOfWork.execute(() -> outbox.forget(before, MOST_FORGOTTEN));
    } while (forgotten == MOST_FORGOTTEN && !stopping);
  }
}
