package io.crier.application;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Units of work over what lies in memory: one at a time, so that each sees all or nothing of the
 * others. The fakes ask it whether they are used as they should be, and register how to take their
 * changes back.
 */
public final class InMemoryUnitOfWork implements UnitOfWork {

  private final ReentrantLock oneAtATime = new ReentrantLock(true);
  private final Deque<Runnable> undoings = new ArrayDeque<>();
  private final List<Runnable> whenCommitted = new ArrayList<>();

  @Override
  public <T> T execute(Supplier<T> work) {
    forbid("another unit of work");
    List<Runnable> announcements;
    T result;
    oneAtATime.lock();
    try {
      result = work.get();
      announcements = List.copyOf(whenCommitted);
    } catch (Throwable failure) {
      undoings.forEach(Runnable::run);
      throw failure;
    } finally {
      undoings.clear();
      whenCommitted.clear();
      oneAtATime.unlock();
    }
    announcements.forEach(Runnable::run);
    return result;
  }

  /** Refuses to go on outside a unit of work. */
  public void require(String what) {
    if (!oneAtATime.isHeldByCurrentThread()) {
      throw new IllegalStateException(what + " outside a unit of work");
    }
  }

  /** Refuses to go on inside a unit of work. */
  public void forbid(String what) {
    if (oneAtATime.isHeldByCurrentThread()) {
      throw new IllegalStateException(what + " inside a unit of work");
    }
  }

  /** Takes a change back if the unit of work fails; the last change first. */
  public void undoWith(Runnable undoing) {
    require("a change");
    undoings.push(undoing);
  }

  /** Runs once the unit of work has committed. */
  public void afterCommit(Runnable work) {
    require("a promise for after the commit");
    whenCommitted.add(work);
  }
}
