package io.crier.application.events;

import io.crier.application.UnitOfWork;
import java.time.Duration;
import java.time.InstantSource;

/** Deletes old events, in steps short enough not to block publishers. */
public final class ForgetEvents {

  private static final int MOST_AT_ONCE = 10_000;

  private final Outbox outbox;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final Duration kept;
  private volatile boolean stopped;

  /**
   * @param kept how long events are kept
   */
  public ForgetEvents(Outbox outbox, UnitOfWork unitOfWork, InstantSource clock, Duration kept) {
    this.outbox = outbox;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.kept = kept;
  }

  public void forgetOld() {
    var before = clock.instant().minus(kept);
    int forgotten;
    do {
      forgotten = unitOfWork.execute(() -> outbox.forget(before, MOST_AT_ONCE));
    } while (forgotten == MOST_AT_ONCE && !stopped);
  }

  /** Prevents further steps. */
  public void stop() {
    stopped = true;
  }
}
