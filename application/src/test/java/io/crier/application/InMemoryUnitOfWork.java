package io.crier.application;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Units of work on data in memory: one at a time, so that they are isolated. The in-memory ports
 * use it to detect misuse and to register how to undo their changes.
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

  /** Fails outside a unit of work. */
  public void require(String what) {
    if (!oneAtATime.isHeldByCurrentThread()) {
      throw new IllegalStateException(what + " outside a unit of work");
    }
  }

  /** Fails inside a unit of work. */
  public void forbid(String what) {
    if (oneAtATime.isHeldByCurrentThread()) {
      throw new IllegalStateException(what + " inside a unit of work");
    }
  }

  /** Registers how to undo a change if the unit of work fails; the last change is undone first. */
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
