package io.crier.domain.requests;

import java.time.Duration;

/**
 * A limit of requests over time.
 *
 * @param requests how many pass at once when none came before
 * @param per the time in which as many may pass again, evenly
 */
public record RequestLimit(int requests, Duration per) {

  /** How many requests may pass again after this time. */
  public double after(Duration time) {
    return (double) requests * time.toMillis() / per.toMillis();
  }

  /** The time after which this many requests may pass again. */
  public Duration untilAfter(double more) {
    return Duration.ofMillis((long) Math.ceil(Math.max(0, more) * per.toMillis() / requests));
  }
}
