package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.ServerNodes;
import io.crier.application.sessions.ServerNodes.Spread;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Spreads the sessions over the nodes: one that runs too many, or is drained, gives some up, a few
 * at a time and each between two sends; the others take them. Nothing moves for a small difference,
 * and nothing to a node that has just started, as long as there are others.
 */
public final class SpreadSessions {

  private static final Logger LOG = System.getLogger(SpreadSessions.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Until the next look, at which a lane that is being emptied is asked again. */
  private static final Duration STAND = Duration.ofSeconds(3);

  /** A node is busy with its own start before. */
  private static final Duration SETTLED = Duration.ofSeconds(15);

  private static final int LEAST_SLACK = 1;
  private static final int SLACK_DIVISOR = 10;

  private final ServerNodes nodes;
  private final RunSessions runSessions;
  private final Lanes lanes;
  private final UnitOfWork unitOfWork;
  private final Lease lease;
  private final Clockwork clockwork;
  private final int movesPerSecond;
  private boolean giving;
  private volatile boolean settled;
  private volatile Clockwork.Repetition looks;

  public SpreadSessions(
      ServerNodes nodes,
      RunSessions runSessions,
      Lanes lanes,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork,
      int movesPerSecond) {
    this.nodes = nodes;
    this.runSessions = runSessions;
    this.lanes = lanes;
    this.unitOfWork = unitOfWork;
    this.lease = lease;
    this.clockwork = clockwork;
    this.movesPerSecond = movesPerSecond;
  }

  public void start() {
    clockwork.after(SETTLED, () -> settled = true);
    looks = clockwork.every(LOOK, this::look);
  }

  public void stop() {
    if (looks != null) {
      looks.cancel();
    }
  }

  private synchronized void look() {
    if (!lease.isValid()) {
      return;
    }
    try {
      var spread = unitOfWork.execute(() -> nodes.spread(lease.node(), SETTLED));
      if (spread.others() == 0) {
        // Whoever is alone runs everything, drained or not.
        giving = false;
        runSessions.limit(Integer.MAX_VALUE);
        runSessions.handOver(List.of());
      } else if (!settled) {
        runSessions.limit(runSessions.running());
      } else {
        balance(spread);
      }
      runSessions.takeOver();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "sessions are not spread: the database does not answer", e);
    }
  }

  private void balance(Spread spread) {
    var nodesToRun = spread.others() + 1;
    var share = spread.drained() ? 0 : (spread.sessions() + nodesToRun - 1) / nodesToRun;
    var slack = spread.drained() ? 0 : Math.max(LEAST_SLACK, share / SLACK_DIVISOR);
    var surplus = runSessions.running() - share;
    giving = surplus > (giving ? 0 : slack);
    // Who gives takes nothing, or the same session would come back at once.
    runSessions.limit(giving || spread.drained() ? 0 : share + slack);
    runSessions.handOver(giving ? quiet(Math.min(surplus, movesPerSecond)) : List.of());
  }

  /** Up to this many sessions of which nothing is being sent, now and for a moment. */
  private List<SessionId> quiet(int wanted) {
    var ids = new ArrayList<>(runSessions.ids());
    Collections.sort(ids, (one, other) -> one.value().compareTo(other.value()));
    var quiet = new ArrayList<SessionId>();
    for (var id : ids.subList(0, Math.min(ids.size(), 2 * wanted))) {
      if (quiet.size() < wanted && lanes.stand(id, STAND)) {
        quiet.add(id);
      }
    }
    return quiet;
  }
}
