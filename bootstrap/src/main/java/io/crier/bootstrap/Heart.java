package io.crier.bootstrap;

import io.crier.application.TimerWheel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Drives the timer wheel, every 10 ms, on a thread of its own. */
@ApplicationScoped
class Heart {

  private static final Logger LOG = System.getLogger(Heart.class.getName());
  private static final long TICK_NANOS = 10_000_000;

  @Inject TimerWheel wheel;
  @Inject InstantSource clock;

  private volatile boolean beating;

  void start() {
    beating = true;
    Thread.ofPlatform().name("crier-timers").daemon().start(this::beat);
  }

  void stop() {
    beating = false;
  }

  private void beat() {
    while (beating) {
      try {
        wheel.advanceTo(clock.instant());
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a timer failed", e);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }
}
