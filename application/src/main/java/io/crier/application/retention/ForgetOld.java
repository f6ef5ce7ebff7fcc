package io.crier.application.retention;

import io.crier.application.UnitOfWork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes records that are older than their retention, in steps short enough not to block others.
 */
public final class ForgetOld {

  private static final int MOST_AT_ONCE = 500;

  private final List<Retention> retentions;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private volatile boolean stopped;

  public ForgetOld(List<Retention> retentions, UnitOfWork unitOfWork, InstantSource clock) {
    this.retentions = List.copyOf(retentions);
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Takes one step of each kind in turn, until nothing old is left; call it every minute or so. */
  public void forgetOld() {
    var unfinished = new ArrayList<>(retentions);
    while (!unfinished.isEmpty()) {
      unfinished.removeIf(it -> stopped || step(it) < MOST_AT_ONCE);
    }
  }

  private int step(Retention retention) {
    var before = clock.instant().minus(retention.kept());
    return unitOfWork.execute(() -> retention.step().forget(before, MOST_AT_ONCE));
  }

  /** Prevents further steps. */
  public void stop() {
    stopped = true;
  }
}
