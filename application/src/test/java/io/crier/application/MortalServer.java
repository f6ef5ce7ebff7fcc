package io.crier.application;

import java.util.function.BooleanSupplier;

/** A server that a test lets die, or whose units of work it lets fail. */
abstract class MortalServer {

  protected final FailingUnitOfWork unitOfWork;
  private BooleanSupplier diesAtSend = () -> false;
  private boolean dead;

  MortalServer(InMemoryUnitOfWork database) {
    unitOfWork = new FailingUnitOfWork(database, this::requireAlive);
  }

  /** Makes everything that this server does ineffective from now on. */
  public void die() {
    dead = true;
  }

  public boolean isDead() {
    return dead;
  }

  /** Makes units of work fail before the commit: nothing is stored. */
  public void failBeforeCommit(BooleanSupplier when) {
    unitOfWork.failBeforeCommit(when);
  }

  /** Makes units of work fail after the commit. */
  public void failAfterCommit(BooleanSupplier when) {
    unitOfWork.failAfterCommit(when);
  }

  /** Evaluated before and after each submission: the server dies if it is true. */
  public void dieAtSend(BooleanSupplier when) {
    diesAtSend = when;
  }

  public void heal() {
    failBeforeCommit(() -> false);
    failAfterCommit(() -> false);
    dieAtSend(() -> false);
  }

  protected final void requireAlive() {
    if (dead) {
      throw new IllegalStateException("this server is dead");
    }
  }

  protected final void dieIfDue() {
    dead = dead || diesAtSend.getAsBoolean();
    requireAlive();
  }
}
