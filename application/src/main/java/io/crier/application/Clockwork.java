package io.crier.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Provides the time, and runs tasks now, at a given time, or repeatedly. */
public final class Clockwork {

  private static final Logger LOG = System.getLogger(Clockwork.class.getName());

  private final Executor executor;
  private final TimerWheel wheel;
  private final InstantSource clock;

  /**
   * @param executor runs tasks when they are due, each on a thread of its own
   */
  public Clockwork(Executor executor, TimerWheel wheel, InstantSource clock) {
    this.executor = executor;
    this.wheel = wheel;
    this.clock = clock;
  }

  public Instant now() {
    return clock.instant();
  }

  /** Runs the task on another thread; the task may block. */
  public void run(Runnable task) {
    executor.execute(task);
  }

  /** Runs the task on another thread at this time. */
  public TimerWheel.Timer at(Instant due, Runnable task) {
    return wheel.schedule(due, () -> run(task));
  }

  /** Runs the task on another thread after this delay. */
  public TimerWheel.Timer after(Duration pause, Runnable task) {
    return at(now().plus(pause), task);
  }

  /** Runs the task at this time on the timer thread: it must not block. */
  public TimerWheel.Timer signalAt(Instant due, Runnable task) {
    return wheel.schedule(due, task);
  }

  /** Runs the task after this delay on the timer thread: it must not block. */
  public TimerWheel.Timer signalAfter(Duration pause, Runnable task) {
    return signalAt(now().plus(pause), task);
  }

  /**
   * Runs the task repeatedly, with this pause after the end of each run; a failing run is logged
   * and does not stop the repetition.
   */
  public Repetition every(Duration pause, Runnable task) {
    var repetition = new Repetition(pause, task);
    repetition.schedule();
    return repetition;
  }

  /** A task that runs repeatedly until it is cancelled. */
  public final class Repetition {

    private final Duration pause;
    private final Runnable task;
    private volatile boolean cancelled;

    private Repetition(Duration pause, Runnable task) {
      this.pause = pause;
      this.task = task;
    }

    /** Prevents further runs; a run in progress completes. */
    public void cancel() {
      cancelled = true;
    }

    private void schedule() {
      after(pause, this::runOnce);
    }

    private void runOnce() {
      if (cancelled) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a repeated task failed", e);
      }
      if (!cancelled) {
        schedule();
      }
    }
  }
}
