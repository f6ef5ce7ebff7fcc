package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The duty of watching X, which only one node has at a time. */
public final class WatchDuty {

  private static final String NAME = "watch-x";
  private static final Duration TERM = Duration.ofSeconds(15);

  /** Shorter than the term: a node stops before another may start. */
  private static final Duration TRUSTED = Duration.ofSeconds(10);

  private static final Duration RENEWAL = Duration.ofSeconds(5);

  private final Nodes nodes;
  private final Lease lease;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private volatile Instant heldUntil = Instant.MIN;
  private Instant nextRenewal = Instant.MIN;

  public WatchDuty(Nodes nodes, Lease lease, UnitOfWork unitOfWork, InstantSource clock) {
    this.nodes = nodes;
    this.lease = lease;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Takes the duty if no other node has it, and renews it in time. */
  void renew() {
    var now = clock.instant();
    if (now.isBefore(nextRenewal)) {
      return;
    }
    nextRenewal = now.plus(RENEWAL);
    var held = lease.isValid() && unitOfWork.execute(() -> nodes.hold(lease.node(), NAME, TERM));
    heldUntil = held ? now.plus(TRUSTED) : Instant.MIN;
  }

  /** Whether it is certain that no other node watches. */
  boolean isHeld() {
    return clock.instant().isBefore(heldUntil) && lease.isValid();
  }

  /** Lets another node take the duty at once. */
  void release() {
    unitOfWork.run(() -> nodes.hold(lease.node(), NAME, Duration.ZERO));
  }
}
