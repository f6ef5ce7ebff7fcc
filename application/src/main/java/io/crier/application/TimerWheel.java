package io.crier.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Runs tasks when they are due, and scales to hundreds of thousands of them: a hashed wheel of 10
 * ms ticks. Its driver advances it. Tasks run on the driver's thread and must hand anything slow to
 * another thread.
 */
public final class TimerWheel {

  private static final Logger LOG = System.getLogger(TimerWheel.class.getName());
  private static final long TICK_MILLIS = 10;
  private static final int SLOTS = 4096;

  private final Timer[] slots = new Timer[SLOTS];
  private final InstantSource time;
  private long tick;

  /**
   * @param time must not step when the clock does, or timers stop or run early
   */
  public TimerWheel(InstantSource time) {
    this.time = time;
    tick = now().toEpochMilli() / TICK_MILLIS;
  }

  /** The wheel's own time, of which only differences mean anything. */
  Instant now() {
    return time.instant();
  }

  /** Schedules the task for the first tick that is not before this delay is over. */
  public Timer after(Duration delay, Runnable task) {
    return schedule(now().plus(delay), task);
  }

  /** Runs all due tasks; call it every 10 ms or so, always from the same thread. */
  public void advance() {
    advanceTo(now());
  }

  /** A task that waits for its due time. */
  public static final class Timer {
    private final long tick;
    private volatile Runnable task;
    private Timer next;

    private Timer(long tick, Runnable task) {
      this.tick = tick;
      this.task = task;
    }

    /** Prevents the task from running, unless it is already running. */
    public void cancel() {
      task = null;
    }
  }

  /** Schedules the task for the first tick that is not before {@code due}, in its own time. */
  public synchronized Timer schedule(Instant due, Runnable task) {
    var at = Math.max(Math.ceilDiv(due.toEpochMilli(), TICK_MILLIS), tick + 1);
    var timer = new Timer(at, task);
    var slot = (int) (at % SLOTS);
    timer.next = slots[slot];
    slots[slot] = timer;
    return timer;
  }

  /** Runs all tasks that are due by then. */
  public void advanceTo(Instant now) {
    var target = now.toEpochMilli() / TICK_MILLIS;
    for (var due = takeNext(target); due != null; due = takeNext(target)) {
      run(due);
    }
  }

  private static void run(Timer due) {
    while (due != null) {
      var next = due.next;
      var task = due.task;
      if (task != null) {
        run(task);
      }
      due = next;
    }
  }

  /** A failing task must not prevent the others. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a timed task failed", e);
    }
  }

  /** All timers of the next tick that has any, or null if there is none up to the target. */
  private synchronized Timer takeNext(long target) {
    while (tick < target) {
      tick++;
      var due = takeSlot((int) (tick % SLOTS));
      if (due != null) {
        return due;
      }
    }
    return null;
  }

  /** Removes the due timers from a slot, in the order in which they were scheduled. */
  private Timer takeSlot(int slot) {
    Timer due = null;
    Timer later = null;
    Timer lastLater = null;
    for (var timer = slots[slot]; timer != null; ) {
      var next = timer.next;
      timer.next = null;
      if (timer.tick <= tick) {
        timer.next = due;
        due = timer;
      } else if (timer.task != null) {
        if (lastLater == null) {
          later = timer;
        } else {
          lastLater.next = timer;
        }
        lastLater = timer;
      }
      timer = next;
    }
    slots[slot] = later;
    return due;
  }
}
