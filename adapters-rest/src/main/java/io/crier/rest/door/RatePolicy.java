package io.crier.rest.door;

import java.time.Duration;

/** How many requests a bucket allows over time. */
public sealed interface RatePolicy {

  /** How many requests pass at once when none came before. */
  int requests();

  /** The time after which a bucket without requests allows all of them again. */
  Duration per();

  /**
   * Requests take tokens, which return evenly.
   *
   * @param requests the tokens of a full bucket
   * @param per the time in which an empty bucket fills up
   */
  record TokenBucket(int requests, Duration per) implements RatePolicy {}

  /** Requests are counted in windows of equal length, the first of which starts with a request. */
  record FixedWindow(int requests, Duration per) implements RatePolicy {}

  /**
   * At most {@code steady} requests lie within any time {@code per}, or {@code requests} if they
   * all lie within {@code burst}.
   */
  record SlidingLog(int steady, Duration per, int requests, Duration burst) implements RatePolicy {}
}
