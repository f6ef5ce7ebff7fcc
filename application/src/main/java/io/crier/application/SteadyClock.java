package io.crier.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The time of day that does not step: it follows the machine's clock, but no faster than one
 * hundredth of the time that passes, so that a clock that is set does not stop what waits, or start
 * it early. Only a step of more than ten minutes is followed at once: the machine has slept, or its
 * clock had never been set.
 */
public final class SteadyClock implements InstantSource {

  private static final Duration FOLLOWED_AT_ONCE = Duration.ofMinutes(10);
  private static final int SLOWNESS = 100;

  private final InstantSource machine;
  private final LongSupplier nanoTime;
  private Instant time;
  private long readAt;

  /**
   * @param nanoTime a monotonic clock
   */
  public SteadyClock(InstantSource machine, LongSupplier nanoTime) {
    this.machine = machine;
    this.nanoTime = nanoTime;
    time = machine.instant();
    readAt = nanoTime.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    var now = nanoTime.getAsLong();
    var passed = Math.max(0, now - readAt);
    readAt = now;
    time = time.plusNanos(passed);
    var behind = Duration.between(time, machine.instant());
    if (behind.abs().compareTo(FOLLOWED_AT_ONCE) > 0) {
      time = time.plus(behind);
    } else {
      var most = passed / SLOWNESS;
      time = time.plusNanos(Math.clamp(behind.toNanos(), -most, most));
    }
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** How far the machine's clock is ahead; negative if it is behind. */
  public Duration machineAhead() {
    return Duration.between(instant(), machine.instant());
  }
}
