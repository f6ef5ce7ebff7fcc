package io.crier.application.sessions;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Knows whether other nodes share the database: asks it twice a second. */
public final class OtherNodes {

  private static final Logger LOG = System.getLogger(OtherNodes.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LINGER = Duration.ofMinutes(10);

  private final Nodes nodes;
  private final Supplier<Node> self;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private volatile int count;

  /** Until when another node may act: unknown at first. */
  private volatile Instant actUntil = Instant.MAX;

  private volatile Clockwork.Repetition looks;

  /**
   * @param self this node, null before it has joined the others
   */
  public OtherNodes(Nodes nodes, Supplier<Node> self, UnitOfWork unitOfWork, Clockwork clockwork) {
    this.nodes = nodes;
    this.self = self;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
  }

  public void start() {
    looks = clockwork.every(PAUSE, this::look);
  }

  public void stop() {
    if (looks != null) {
      looks.cancel();
    }
  }

  /** How many other nodes have a valid lease. */
  public int count() {
    return count;
  }

  /**
   * Whether another node may change the same rows: also one that was silent for a while and goes on
   * before it has renewed its lease.
   */
  public boolean mayAct() {
    return clockwork.now().isBefore(actUntil);
  }

  private void look() {
    var node = self.get();
    if (node == null) {
      return;
    }
    try {
      count = unitOfWork.execute(() -> nodes.others(node));
      if (count > 0) {
        actUntil = clockwork.now().plus(LINGER);
      } else if (actUntil.equals(Instant.MAX)) {
        actUntil = Instant.MIN;
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "other nodes may come and go unnoticed: no answer", e);
    }
  }
}
