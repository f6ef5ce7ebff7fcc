package io.crier.whatsapp;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Messages that are posted: each is taken in once, however often it comes, and is done with when it
 * is durable.
 */
public final class Arrivals {

  private static final int MOST_REMEMBERED = 1_000;

  private final Latest<String, CompletableFuture<Boolean>> known = new Latest<>(MOST_REMEMBERED);

  /**
   * Completes once the message is durable; with false if it cannot be taken in now.
   *
   * @param takeIn is given what to run then, and says whether that will be
   */
  public CompletableFuture<Boolean> take(String id, Predicate<Runnable> takeIn) {
    var arrival = new CompletableFuture<Boolean>();
    var before = known.putIfAbsent(id, arrival);
    if (before.isPresent()) {
      return before.get().copy();
    }
    if (!takeIn.test(() -> arrival.complete(true))) {
      known.remove(id);
      return CompletableFuture.completedFuture(false);
    }
    return arrival.copy();
  }

  /** Completes with whether all were taken, once that is known of each. */
  public static CompletableFuture<Boolean> all(List<CompletableFuture<Boolean>> arrivals) {
    return CompletableFuture.allOf(arrivals.toArray(CompletableFuture[]::new))
        .thenApply(known -> arrivals.stream().allMatch(CompletableFuture::join));
  }
}
