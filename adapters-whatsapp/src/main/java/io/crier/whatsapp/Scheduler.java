package io.crier.whatsapp;

import io.crier.application.TimerWheel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Runs the work of connections, now or later.
 *
 * @param executor runs work, on any of its threads
 */
public record Scheduler(TimerWheel wheel, Executor executor, InstantSource clock) {

  public Instant now() {
    return clock.instant();
  }

  /** Runs the work, which must be short, after a delay. */
  public TimerWheel.Timer after(Duration delay, Runnable work) {
    return wheel.after(delay, work);
  }
}
