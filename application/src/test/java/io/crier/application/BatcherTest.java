package io.crier.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<List<Integer>> batches = new ArrayList<>();
  private final Batcher<Integer> batcher = new Batcher<>(tasks::add, 3, 5, batches::add);

  @Test
  void batchesConcurrentItems() {
    batcher.offer(1);
    batcher.offer(2);
    work();

    assertThat(batches).containsExactly(List.of(1, 2));
  }

  @Test
  void limitsBatchesAndKeepsTheOrder() {
    IntStream.rangeClosed(1, 5).forEach(batcher::offer);
    work();

    assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(4, 5));
  }

  @Test
  void batchesItemsThatArriveDuringABatch() {
    var late = new ArrayList<List<Integer>>();
    var self = new Batcher<?>[1];
    var again =
        new Batcher<Integer>(
            tasks::add,
            3,
            5,
            batch -> {
              late.add(batch);
              if (batch.contains(1)) {
                offer(self[0], 2);
              }
            });
    self[0] = again;
    again.offer(1);
    work();

    assertThat(late).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void beginsAfterItGotNoThread() {
    var none = new AtomicBoolean(true);
    var again =
        new Batcher<Integer>(
            task -> {
              if (none.getAndSet(false)) {
                throw new RejectedExecutionException("no threads");
              }
              tasks.add(task);
            },
            3,
            5,
            batches::add);

    assertThatThrownBy(() -> again.offer(1)).isInstanceOf(RejectedExecutionException.class);
    again.offer(2);
    work();

    assertThat(batches).containsExactly(List.of(1, 2));
  }

  @Test
  void refusesItemsBeyondItsCapacity() {
    for (int i = 0; i < 5; i++) {
      assertThat(batcher.offer(i)).isTrue();
    }
    assertThat(batcher.offer(5)).isFalse();
    work();

    assertThat(batcher.offer(6)).isTrue();
  }

  @Test
  void handlesFurtherBatchesAfterAFailure() {
    var handled = new ArrayList<Integer>();
    var failing =
        new Batcher<Integer>(
            tasks::add,
            1,
            5,
            batch -> {
              if (batch.contains(1)) {
                throw new IllegalStateException("no");
              }
              handled.addAll(batch);
            });
    failing.offer(1);
    failing.offer(2);
    work();
    failing.offer(3);
    work();

    assertThat(handled).containsExactly(2, 3);
  }

  @Test
  void handlesEachItemOnceAndOneBatchAtATimeFromManyThreads() {
    var handled = new ConcurrentLinkedQueue<Integer>();
    var inside = new int[1];
    try (var threads = Executors.newFixedThreadPool(4)) {
      var shared =
          new Batcher<Integer>(
              threads,
              7,
              Integer.MAX_VALUE,
              batch -> {
                inside[0] += batch.size(); // unguarded: two at once would lose counts
                handled.addAll(batch);
              });
      AtOnce.run(
          8,
          () -> {
            IntStream.range(0, 5_000).forEach(shared::offer);
            return true;
          });
    }

    assertThat(handled).hasSize(40_000);
    assertThat(inside[0]).isEqualTo(40_000);
  }

  @SuppressWarnings("unchecked")
  private static void offer(Batcher<?> to, int item) {
    ((Batcher<Integer>) to).offer(item);
  }

  private void work() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
