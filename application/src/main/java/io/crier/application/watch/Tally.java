package io.crier.application.watch;

import io.crier.domain.xaccounts.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Statistics of the watch over X since this node started. */
public final class Tally {

  private final Map<String, LongAdder> polls = new ConcurrentHashMap<>();
  private final LongAdder billed = new LongAdder();
  private final LongAdder gaps = new LongAdder();
  private final LongAdder missed = new LongAdder();
  private final LongAdder streams = new LongAdder();
  private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> pollListeners = new CopyOnWriteArrayList<>();

  /** Receives the age of each new post when it is found; must be fast. */
  public void onDetection(Consumer<Duration> listener) {
    listeners.add(listener);
  }

  /** Receives the result of each poll, as in {@link #polls}; must be fast. */
  public void onPoll(Consumer<String> listener) {
    pollListeners.add(listener);
  }

  /** How many polls there were, by result: {@code posts}, {@code empty} or a fault. */
  public Map<String, Long> polls() {
    var counts = new TreeMap<String, Long>();
    polls.forEach((result, count) -> counts.put(result, count.sum()));
    return counts;
  }

  /** How many posts were paid for. */
  public long billed() {
    return billed.sum();
  }

  /** How often posts were too far back for X to return them. */
  public long gaps() {
    return gaps.sum();
  }

  /** How many posts a stream should have reported but did not. */
  public long missedByStream() {
    return missed.sum();
  }

  /** How often a stream was opened. */
  public long streamsOpened() {
    return streams.sum();
  }

  void polled(String result) {
    polls.computeIfAbsent(result, any -> new LongAdder()).increment();
    pollListeners.forEach(listener -> listener.accept(result));
  }

  void paidFor(int posts) {
    billed.add(posts);
  }

  void gap() {
    gaps.increment();
  }

  void missedByStream(long posts) {
    missed.add(posts);
  }

  void streamOpened() {
    streams.increment();
  }

  void detected(Collection<Post> fresh, Instant now) {
    for (var post : fresh) {
      var age = Duration.between(post.id().madeAt(), now);
      listeners.forEach(listener -> listener.accept(age));
    }
  }
}
