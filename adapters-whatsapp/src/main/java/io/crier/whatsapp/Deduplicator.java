package io.crier.whatsapp;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Accepts each posted message only once, even if it is posted repeatedly. */
public final class Deduplicator {

  private static final int MAX_REMEMBERED = 1_000;

  private final LruCache<String, CompletableFuture<Boolean>> known = new LruCache<>(MAX_REMEMBERED);

  /**
   * Completes with true once the message is durable, or with false if it cannot be accepted now.
   *
   * @param handler receives a callback to run once the message is durable, and returns false if it
   *     cannot accept the message
   */
  public CompletableFuture<Boolean> accept(String id, Predicate<Runnable> handler) {
    var arrival = new CompletableFuture<Boolean>();
    var before = known.putIfAbsent(id, arrival);
    if (before.isPresent()) {
      return before.get().copy();
    }
    if (!handler.test(() -> arrival.complete(true))) {
      known.remove(id);
      return CompletableFuture.completedFuture(false);
    }
    return arrival.copy();
  }

  /** Completes with whether all were accepted. */
  public static CompletableFuture<Boolean> allOf(List<CompletableFuture<Boolean>> arrivals) {
    return CompletableFuture.allOf(arrivals.toArray(CompletableFuture[]::new))
        .thenApply(done -> arrivals.stream().allMatch(CompletableFuture::join));
  }
}
