package io.crier.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Time that passes only when a test advances it: a clock, the timer wheel it drives, and an
 * executor whose tasks run in sequence while time passes.
 */
public final class VirtualTime implements InstantSource, Executor {

  public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private static final Duration TICK = Duration.ofMillis(10);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final TimerWheel wheel;
  private volatile Instant now;
  private volatile Duration ahead = Duration.ZERO;

  public VirtualTime() {
    this(START);
  }

  public VirtualTime(Instant start) {
    now = start;
    wheel = new TimerWheel(() -> now);
  }

  @Override
  public Instant instant() {
    return now.plus(ahead);
  }

  /** The clock steps, back if the time is negative; time itself goes on as before. */
  public void step(Duration time) {
    ahead = ahead.plus(time);
  }

  public TimerWheel wheel() {
    return wheel;
  }

  /** The same time, as use cases see it. */
  public Clockwork clockwork() {
    return new Clockwork(this, wheel, this);
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs everything that is due now. */
  public void settle() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Lets this much time pass before pending work is done. */
  public void skip(Duration time) {
    now = now.plus(time);
    wheel.advanceTo(now);
    settle();
  }

  /** Lets the work in progress take this much time. */
  public void elapse(Duration time) {
    now = now.plus(time);
  }

  /** Lets this much time pass, and runs everything that becomes due, in order. */
  public void pass(Duration time) {
    settle();
    for (var end = now.plus(time); now.isBefore(end); ) {
      var next = now.plus(TICK);
      now = next.isBefore(end) ? next : end;
      wheel.advanceTo(now);
      settle();
    }
  }
}
