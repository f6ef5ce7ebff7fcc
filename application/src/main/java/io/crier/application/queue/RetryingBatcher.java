package io.crier.application.queue;

import io.crier.application.Batcher;
import io.crier.application.Clockwork;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Records items in batches and retries until that succeeds: the halves of a failed batch are
 * retried separately, so that a bad item does not block the others.
 */
final class RetryingBatcher<T, R> {

  private static final Logger LOG = System.getLogger(RetryingBatcher.class.getName());
  private static final int MOST = 100;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Clockwork clockwork;
  private final String what;
  private final Function<List<T>, R> record;
  private final Consumer<R> recorded;
  private final Batcher<T> batcher;
  private final Consumer<List<T>> handling;
  private final AtomicLong unrecorded = new AtomicLong();

  /**
   * @param what names the items in the log when recording fails
   * @param recorded receives the results of each recording
   */
  RetryingBatcher(
      Clockwork clockwork, String what, Function<List<T>, R> record, Consumer<R> recorded) {
    this.clockwork = clockwork;
    this.what = what;
    this.record = record;
    this.recorded = recorded;
    this.handling = clockwork.watch("recording " + what, this::handle);
    this.batcher = clockwork.batcher("recording " + what, MOST, Integer.MAX_VALUE, this::handle);
  }

  void offer(T item) {
    unrecorded.incrementAndGet();
    batcher.offer(item);
  }

  /** How many items have not been recorded yet. */
  long unrecorded() {
    return unrecorded.get();
  }

  private void handle(List<T> batch) {
    R result;
    try {
      result = record.apply(batch);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, what + " could not be recorded; trying again", e);
      halves(batch).forEach(half -> clockwork.after(RETRY, () -> handling.accept(half)));
      return;
    }
    unrecorded.addAndGet(-batch.size());
    recorded.accept(result);
  }

  private static <T> List<List<T>> halves(List<T> batch) {
    var half = batch.size() / 2;
    return half == 0
        ? List.of(batch)
        : List.of(batch.subList(0, half), batch.subList(half, batch.size()));
  }
}
