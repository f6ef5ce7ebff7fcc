package io.crier.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Provides the time, and runs tasks now, at a given time, or repeatedly. How long a task waits is
 * measured by a clock that never steps.
 */
public final class Clockwork {

  private static final Logger LOG = System.getLogger(Clockwork.class.getName());

  private final Executor executor;
  private final TimerWheel wheel;
  private final InstantSource clock;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final Queue<WatchedBatcher> batchers = new ConcurrentLinkedQueue<>();

  /**
   * @param executor runs tasks when they are due, each on a thread of its own
   */
  public Clockwork(Executor executor, TimerWheel wheel, InstantSource clock) {
    this.executor = executor;
    this.wheel = wheel;
    this.clock = clock;
  }

  public Instant now() {
    return clock.instant();
  }

  /** Runs the task on another thread; the task may block. */
  public void run(Runnable task) {
    executor.execute(task);
  }

  /** Runs the task on another thread at this time. */
  public TimerWheel.Timer at(Instant due, Runnable task) {
    return signalAt(due, () -> run(task));
  }

  /** Runs the task on another thread after this delay. */
  public TimerWheel.Timer after(Duration pause, Runnable task) {
    return signalAfter(pause, () -> run(task));
  }

  /** Runs the task at this time on the timer thread: it must not block. */
  public TimerWheel.Timer signalAt(Instant due, Runnable task) {
    return signalAfter(Duration.between(now(), due), task);
  }

  /** Runs the task after this delay on the timer thread: it must not block. */
  public TimerWheel.Timer signalAfter(Duration pause, Runnable task) {
    return wheel.after(pause, task);
  }

  /** The same work, watched: as long as it lasts, {@link #stuck} may name it. */
  public <T> Consumer<T> watch(String what, Consumer<T> work) {
    return item -> {
      var it = new Watched(what, wheel.now());
      watched.add(it);
      try {
        work.accept(item);
      } finally {
        watched.remove(it);
      }
    };
  }

  /**
   * A batcher that works on other threads, watched: as long as it has items and begins no batch,
   * {@link #stuck} may name it.
   *
   * @param most the maximum number of items in a batch
   * @param capacity the maximum number of waiting items
   * @param handler receives one batch at a time; a batch is lost if the handler fails
   */
  public <T> Batcher<T> batcher(String what, int most, int capacity, Consumer<List<T>> handler) {
    var batcher = new Batcher<>(this::run, most, capacity, handler, wheel::now);
    batchers.add(new WatchedBatcher(what, batcher));
    return batcher;
  }

  /** What watched work has been going on, or waiting, for longer than this. */
  public List<String> stuck(Duration longest) {
    var latest = wheel.now().minus(longest);
    var working = watched.stream().filter(it -> it.since.isBefore(latest)).map(it -> it.what);
    var waiting =
        batchers.stream()
            .filter(it -> it.batcher.waitingSince().filter(latest::isAfter).isPresent())
            .map(WatchedBatcher::what);
    return Stream.concat(working, waiting).distinct().sorted().toList();
  }

  private record WatchedBatcher(String what, Batcher<?> batcher) {}

  /** Compared by identity, because the same work may be done several times at once. */
  private static final class Watched {

    private final String what;
    private final Instant since;

    private Watched(String what, Instant since) {
      this.what = what;
      this.since = since;
    }
  }

  /**
   * Runs the task repeatedly, with this pause after the end of each run; a failing run is logged
   * and does not stop the repetition.
   */
  public Repetition every(Duration pause, Runnable task) {
    var repetition = new Repetition(pause, task);
    repetition.schedule();
    return repetition;
  }

  /** A task that runs repeatedly until it is cancelled. */
  public final class Repetition {

    private final Duration pause;
    private final Runnable task;
    private volatile boolean cancelled;

    private Repetition(Duration pause, Runnable task) {
      this.pause = pause;
      this.task = task;
    }

    /** Prevents further runs; a run in progress completes. */
    public void cancel() {
      cancelled = true;
    }

    private void schedule() {
      after(pause, this::runOnce);
    }

    private void runOnce() {
      if (cancelled) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "a repeated task failed", e);
      }
      if (!cancelled) {
        schedule();
      }
    }
  }
}
