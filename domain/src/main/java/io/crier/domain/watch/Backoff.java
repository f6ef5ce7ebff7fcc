package io.crier.domain.watch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt, by the number of consecutive failures, from 1. */
public enum Backoff {
  /** X is unreachable or failing. */
  UNREACHED(Duration.ofSeconds(5), Duration.ofSeconds(320)) {
    @Override
    public Duration after(int failures, RandomGenerator random) {
      return Duration.ofMillis(random.nextLong(doubled(failures).toMillis() + 1));
    }
  },
  /** A stream was interrupted. */
  BROKEN_STREAM(Duration.ofMillis(250), Duration.ofSeconds(16)) {
    @Override
    public Duration after(int failures, RandomGenerator random) {
      return shorter(first.multipliedBy(failures), most);
    }
  },
  /** X refuses to open a stream. */
  REFUSED_STREAM(Duration.ofSeconds(5), Duration.ofSeconds(320)),
  /** X reports that it has no such author. */
  MISSING(Duration.ofMinutes(1), Duration.ofMinutes(30)),
  /** Too many requests, and X did not report when to retry. */
  TOO_MANY(Duration.ofMinutes(1), Duration.ofMinutes(15));

  private static final int MOST_DOUBLINGS = 20;

  final Duration first;
  final Duration most;

  Backoff(Duration first, Duration most) {
    this.first = first;
    this.most = most;
  }

  public Duration after(int failures, RandomGenerator random) {
    return doubled(failures);
  }

  final Duration doubled(int failures) {
    return shorter(first.multipliedBy(1L << Math.clamp(failures - 1, 0, MOST_DOUBLINGS)), most);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
