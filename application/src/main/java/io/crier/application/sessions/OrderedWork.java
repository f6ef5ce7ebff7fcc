package io.crier.application.sessions;

import io.crier.application.Batcher;
import io.crier.application.Clockwork;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/** The work of one session, in order; failed work is retried before anything that arrived later. */
final class OrderedWork {

  private static final Logger LOG = System.getLogger(OrderedWork.class.getName());
  private static final int MOST_AT_ONCE = 100;
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** Requests that deferred work be retried. */
  private static final Runnable RESUME = () -> {};

  private final SessionId session;
  private final Clockwork clockwork;
  private final Batcher<Runnable> batches;

  /** Work that could not be stored yet, and what arrived after it. */
  private final ArrayDeque<Runnable> unkept = new ArrayDeque<>();

  private volatile boolean ended;

  OrderedWork(SessionId session, Clockwork clockwork) {
    this.session = session;
    this.clockwork = clockwork;
    this.batches = new Batcher<>(clockwork::run, MOST_AT_ONCE, Integer.MAX_VALUE, this::work);
  }

  void offer(Runnable work) {
    batches.offer(work);
  }

  /** Does nothing more. */
  void end() {
    ended = true;
  }

  private void work(List<Runnable> arrived) {
    if (ended) {
      unkept.clear();
      return;
    }
    var held = !unkept.isEmpty();
    unkept.addAll(arrived);
    if (held && !arrived.contains(RESUME)) {
      return;
    }
    try {
      for (var next = unkept.peek(); next != null; next = unkept.peek()) {
        next.run();
        unkept.poll();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "an event of session " + session.value() + " waits", e);
      clockwork.signalAfter(RETRY, () -> batches.offer(RESUME));
    }
  }
}
