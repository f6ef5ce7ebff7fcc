package io.crier.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final InstantSource clock;
  private final ArrayDeque<T> waiting = new ArrayDeque<>();
  private boolean draining;

  /** When it last began a batch, or got an item while it had none. */
  private Instant movedAt = Instant.MAX;

  /**
   * @param most the maximum number of items in a batch
   * @param capacity the maximum number of waiting items
   * @param handler receives one batch at a time; a batch is lost if the handler fails
   */
  public Batcher(Executor executor, int most, int capacity, Consumer<List<T>> handler) {
    this(executor, most, capacity, handler, () -> Instant.MAX);
  }

  Batcher(
      Executor executor, int most, int capacity, Consumer<List<T>> handler, InstantSource clock) {
    this.executor = executor;
    this.most = most;
    this.capacity = capacity;
    this.handler = handler;
    this.clock = clock;
  }

  /** Takes the item, or returns false if too many are waiting. */
  public boolean offer(T item) {
    synchronized (waiting) {
      if (waiting.size() >= capacity) {
        return false;
      }
      if (!draining && waiting.isEmpty()) {
        movedAt = clock.instant();
      }
      waiting.add(item);
      if (draining) {
        return true;
      }
      draining = true;
    }
    start();
    return true;
  }

  /** Without a thread the items wait, and the next one tries again. */
  private void start() {
    try {
      executor.execute(this::drain);
    } catch (RuntimeException | Error e) {
      synchronized (waiting) {
        draining = false;
      }
      throw e;
    }
  }

  /** Since when it has had items, but begun no further batch; empty if it has none. */
  Optional<Instant> waitingSince() {
    synchronized (waiting) {
      return draining || !waiting.isEmpty() ? Optional.of(movedAt) : Optional.empty();
    }
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
      movedAt = clock.instant();
      return batch;
    }
  }
}
