package io.crier.domain.requests;

import java.time.Duration;
import java.time.Instant;

/**
 * The requests that all nodes together may still let through, apart from those that they have
 * taken.
 *
 * @param left negative if nodes have let through more than there was
 * @param at when that was so
 */
public record RequestPool(double left, Instant at) {

  private static final Duration SECOND = Duration.ofSeconds(1);

  public static RequestPool full(RequestLimit limit, Instant now) {
    return new RequestPool(limit.requests(), now);
  }

  /** With what has returned by now. */
  public RequestPool at(RequestLimit limit, Instant now) {
    if (!now.isAfter(at)) {
      return this;
    }
    return new RequestPool(left, now).with(limit, limit.after(Duration.between(at, now)));
  }

  /** With this many more requests, or fewer if negative. */
  public RequestPool with(RequestLimit limit, double more) {
    return new RequestPool(Math.min(limit.requests(), left + more), at);
  }

  /**
   * How many of these a node gets: half of what is left at most, so that others find some, unless
   * that is less than returns within a second.
   */
  public int grant(RequestLimit limit, int wanted) {
    return left < 1 ? 0 : (int) Math.min(wanted, Math.min(left, Math.max(soon(limit), left / 2)));
  }

  /** How many return within a second; at least one. */
  public static double soon(RequestLimit limit) {
    return Math.max(1, limit.after(SECOND));
  }
}
