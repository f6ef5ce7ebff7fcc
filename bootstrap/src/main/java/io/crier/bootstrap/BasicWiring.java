package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.SteadyClock;
import io.crier.application.TimerWheel;
import io.crier.application.events.Announcements;
import io.crier.persistence.ServerSecrets;
import io.crier.rest.door.Cursors;
import io.crier.rest.v1.Locations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** Wires what everything else uses: time, randomness, threads and secrets. */
@ApplicationScoped
public class BasicWiring {

  /**
   * Threads of our own: the server ends its own ones before it stops applications, and what is
   * being sent could not end.
   */
  @Produces
  @Singleton
  @Work
  ExecutorService work() {
    var loader = BasicWiring.class.getClassLoader();
    var threads =
        Thread.ofVirtual().name("crier-work-", 0).inheritInheritableThreadLocals(false).factory();
    return Executors.newThreadPerTaskExecutor(
        task -> {
          var thread = threads.newThread(task);
          thread.setContextClassLoader(loader);
          return thread;
        });
  }

  @Produces
  @Singleton
  SteadyClock clock() {
    return new SteadyClock(Clock.systemUTC(), System::nanoTime);
  }

  /** Everything that is drawn is drawn from this, keys and gaps alike. */
  @Produces
  @Singleton
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  TimerWheel wheel() {
    var start = System.nanoTime();
    return new TimerWheel(() -> Instant.EPOCH.plusNanos(System.nanoTime() - start));
  }

  @Produces
  @Singleton
  Clockwork clockwork(@Work ExecutorService executor, TimerWheel wheel, InstantSource clock) {
    return new Clockwork(executor, wheel, clock);
  }

  @Produces
  @Singleton
  Announcements announcements() {
    return new Announcements();
  }

  @Produces
  @Singleton
  ServerSecrets serverSecrets(ServerConfiguration configuration, DataFolder data) {
    return SecretKeys.secrets(configuration, data);
  }

  @Produces
  @Singleton
  Cursors cursors(ServerSecrets secrets) {
    return new Cursors(secrets.authenticate("cursors", new byte[0]));
  }

  @Produces
  @Singleton
  Locations locations(ServerConfiguration configuration) {
    return new Locations(configuration.publicUrl());
  }
}
