package io.crier.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Gathers items into batches: whatever arrives while one batch is handled becomes the next. No item
 * waits for a batch to fill up, and batches grow under load.
 */
public final class Batcher<T> {

  private static final Logger LOG = System.getLogger(Batcher.class.getName());

  private final Executor executor;
  private final int most;
  private final int capacity;
  private final Consumer<List<T>> handler;
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private boolean draining;

  /**
   * @param most the maximum number of items in a batch
   * @param capacity the maximum number of waiting items
   * @param handler receives one batch at a time; a batch is lost if the handler fails
   */
  public Batcher(Executor executor, int most, int capacity, Consumer<List<T>> handler) {
    this.executor = executor;
    this.most = most;
    this.capacity = capacity;
    this.handler = handler;
  }

  /** Takes the item, or returns false if too many are waiting. */
  public boolean offer(T item) {
    synchronized (waiting) {
      if (waiting.size() >= capacity) {
        return false;
      }
      waiting.add(item);
      if (draining) {
        return true;
      }
      draining = true;
    }
    executor.execute(this::drain);
    return true;
  }

  private void drain() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      handle(batch);
    }
  }

  /** A failing handler must not block the items behind this batch. */
  private void handle(List<T> batch) {
    try {
      handler.accept(batch);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a batch of " + batch.size() + " failed", e);
    }
  }

  private List<T> next() {
    synchronized (waiting) {
      var batch = new ArrayList<T>(Math.min(most, waiting.size()));
      while (batch.size() < most && !waiting.isEmpty()) {
        batch.add(waiting.poll());
      }
      draining = !batch.isEmpty();
      return batch;
    }
  }
}
