package io.crier.application.sessions;

import java.time.Duration;
import java.util.function.LongSupplier;

/** This node's right to run sessions: it expires unless it is renewed in time. */
public final class Lease {

  /** By the database's clock; afterwards others may take over. */
  static final Duration TERM = Duration.ofSeconds(15);

  static final Duration RENEWAL = Duration.ofSeconds(5);
  private static final long TRUSTED_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private volatile Node node;
  private volatile long renewedAt;

  /**
   * @param nanoTime a monotonic clock
   */
  public Lease(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** Begins the lease; {@code asked} is the time before the request to the database. */
  void begin(Node joined, long asked) {
    node = joined;
    renewedAt = asked;
  }

  void renewed(long asked) {
    renewedAt = asked;
  }

  void end() {
    renewedAt = nanoTime.getAsLong() - TRUSTED_NANOS - 1;
  }

  public Node node() {
    return node;
  }

  /** Whether this node may still act; check it right before anything that cannot be undone. */
  public boolean isValid() {
    return node != null && nanoTime.getAsLong() - renewedAt < TRUSTED_NANOS;
  }
}
