package io.crier.bootstrap;

import io.crier.application.TimerWheel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;

/** Drives the timer wheel, every 10 ms, on a thread of its own. */
@ApplicationScoped
class TimerThread {

  private static final Logger LOG = System.getLogger(TimerThread.class.getName());
  private static final long TICK_NANOS = 10_000_000;

  @Inject TimerWheel wheel;

  private volatile boolean running;

  void start() {
    running = true;
    Thread.ofPlatform().name("crier-timers").daemon().start(this::run);
  }

  void stop() {
    running = false;
  }

  private void run() {
    while (running) {
      try {
        wheel.advance();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a timer failed", e);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }
}
