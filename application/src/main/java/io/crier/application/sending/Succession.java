package io.crier.application.sending;

import io.crier.application.StoreUnavailable;
import io.crier.domain.ProblemKind;
import io.crier.domain.Refused;
import java.util.concurrent.CompletionException;

/**
 * The messages of one request to one session, in their order. Once one of them could not be
 * accepted for no fault of its own, those behind it are not accepted either: whoever repeats the
 * request gets them in order.
 */
final class Succession {

  private volatile boolean broken;

  boolean isBroken() {
    return broken;
  }

  /** The next message could not be accepted now. */
  void breakOff() {
    broken = true;
  }

  /** Breaks off after a failure that may not happen again; null is none. */
  void heed(Throwable failure) {
    var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof StoreUnavailable
        || cause instanceof Refused refused
            && refused.problem().kind() == ProblemKind.UNAVAILABLE) {
      breakOff();
    }
  }
}
