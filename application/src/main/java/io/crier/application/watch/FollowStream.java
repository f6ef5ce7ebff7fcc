package io.crier.application.watch;

import io.crier.application.xaccounts.XFault;
import io.crier.domain.watch.Backoff;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps a stream of the authors' posts open, and reopens it when it breaks or falls silent. Polling
 * finds what it misses.
 */
final class FollowStream {

  private static final Logger LOG = System.getLogger(FollowStream.class.getName());
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration STEADY = Duration.ofMinutes(1);
  private static final Duration CHECKED = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMinutes(15);
  private static final int MOST_WAITING = 10_000;

  /** A stream that has missed this many posts is reopened. */
  private static final int MOST_MISSED = 3;

  private final PushSource source;
  private final Roster roster;
  private final Intake intake;
  private final Budget budget;
  private final Tally tally;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<XFault> onFault;
  private final ConcurrentLinkedQueue<Post> received = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<PostId> deleted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicBoolean maintaining = new AtomicBoolean();
  private volatile Optional<StreamListener> current = Optional.empty();
  private volatile boolean closed;
  private Instant openAt = Instant.MIN;
  private Instant followAt = Instant.MIN;
  private Instant checkedAt = Instant.MIN;
  private volatile Instant drainAt = Instant.MIN;
  private int failures;
  private int refusals;
  private long missedBefore;

  FollowStream(
      PushSource source,
      Roster roster,
      Intake intake,
      Budget budget,
      Tally tally,
      Background background,
      Consumer<XFault> onFault) {
    this.source = source;
    this.roster = roster;
    this.intake = intake;
    this.budget = budget;
    this.tally = tally;
    this.executor = background.executor();
    this.clock = background.clock();
    this.random = background.random();
    this.onFault = onFault;
  }

  PushSource source() {
    return source;
  }

  boolean isConnected() {
    return current.filter(it -> it.connectedAt != null && it.trouble == null).isPresent();
  }

  /** Does due maintenance without blocking; call it regularly. */
  void maintain() {
    if (maintaining.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            try {
              maintainNow();
            } catch (RuntimeException e) {
              LOG.log(Level.WARNING, "the stream of posts could not be maintained", e);
            } finally {
              maintaining.set(false);
            }
          });
    }
  }

  /** Closes the open stream and opens no other. */
  void close() {
    closed = true;
    current.ifPresent(this::drop);
  }

  private void maintainNow() {
    var now = clock.instant();
    var listener = current.orElse(null);
    if (listener == null) {
      if (!closed && !budget.isSpent() && !now.isBefore(openAt)) {
        open(now);
      }
    } else if (closed || budget.isSpent()) {
      drop(listener);
    } else if (listener.trouble != null) {
      lost(listener, listener.trouble, now);
    } else if (!now.isBefore(listener.lastSignal.plus(SILENCE))) {
      lost(listener, new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty()), now);
    } else if (tally.missedByStream() - missedBefore >= MOST_MISSED) {
      LOG.log(Level.WARNING, "the stream of posts misses some: opening it anew");
      lost(listener, new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty()), now);
    } else if (listener.connectedAt != null) {
      follow(listener, now);
      noteChecked(listener, now);
    }
    if (waiting.get() > 0 && !now.isBefore(drainAt)) {
      drain();
    }
  }

  private void open(Instant now) {
    var opening = new StreamListener(now);
    tally.streamOpened();
    missedBefore = tally.missedByStream();
    current = Optional.of(opening);
    opening.connection = source.open(opening);
    if (closed) {
      drop(opening);
    }
  }

  private void lost(StreamListener listener, PushSource.Trouble trouble, Instant now) {
    if (listener.connectedAt != null && !listener.connectedAt.plus(STEADY).isAfter(now)) {
      failures = 0;
    }
    failures++;
    drop(listener);
    openAt = now.plus(pause(trouble, failures, now));
    LOG.log(
        failures == 1 ? Level.INFO : Level.WARNING,
        "the stream of posts is lost ({0}); opening it again at {1}",
        trouble.fault(),
        openAt);
    onFault.accept(trouble.fault());
  }

  private Duration pause(PushSource.Trouble trouble, int count, Instant now) {
    var usual =
        switch (trouble.fault()) {
          case UNAVAILABLE -> Backoff.BROKEN_STREAM.after(count, random);
          case RATE_LIMITED -> Backoff.TOO_MANY.after(count, random);
          case OUT_OF_CREDIT, UNAUTHORIZED, FORBIDDEN -> PAUSE;
          default -> Backoff.REFUSED_STREAM.after(count, random);
        };
    return trouble
        .until()
        .map(until -> Duration.between(now, until))
        .filter(Duration::isPositive)
        .orElse(usual);
  }

  private void drop(StreamListener listener) {
    current = Optional.empty();
    listener.dropped = true;
    roster.all().forEach(Author::unfollowed);
    if (listener.connection != null) {
      listener.connection.close();
    }
  }

  private void follow(StreamListener listener, Instant now) {
    var wanted = new HashSet<PushSource.Followed>();
    roster.visible().forEach(author -> wanted.add(author.wanted()));
    if (now.isBefore(followAt) || wanted.equals(listener.followed)) {
      return;
    }
    var trouble = listener.connection.follow(List.copyOf(wanted));
    if (trouble.isPresent()) {
      refusals++;
      followAt = now.plus(pause(trouble.get(), refusals, now));
      LOG.log(Level.WARNING, "authors cannot be followed: {0}", trouble.get().fault());
      onFault.accept(trouble.get().fault());
      return;
    }
    refusals = 0;
    followAt = now;
    var since = clock.instant();
    listener.followed = wanted;
    var ids = new HashSet<XUserId>();
    wanted.forEach(one -> ids.add(one.author().id()));
    roster
        .all()
        .forEach(
            author -> {
              if (ids.contains(author.id())) {
                author.followed(since);
              } else {
                author.unfollowed();
              }
            });
  }

  /** While the stream is alive, the authors it reports are up to date. */
  private void noteChecked(StreamListener listener, Instant now) {
    if (now.isBefore(checkedAt.plus(CHECKED))) {
      return;
    }
    checkedAt = now;
    roster.visible().stream()
        .filter(Author::isCovered)
        .forEach(author -> author.change(watch -> watch.checked(listener.lastSignal)));
  }

  private void drain() {
    if (!draining.compareAndSet(false, true)) {
      return;
    }
    try {
      var posts = new ArrayList<Post>();
      for (var post = received.poll(); post != null; post = received.poll()) {
        posts.add(post);
      }
      var gone = new ArrayList<PostId>();
      for (var post = deleted.poll(); post != null; post = deleted.poll()) {
        gone.add(post);
      }
      takeIn(posts, gone);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what the stream received could not be taken in; trying again", e);
      drainAt = clock.instant().plus(RETRY);
      return;
    } finally {
      draining.set(false);
    }
    if (!received.isEmpty() || !deleted.isEmpty()) {
      executor.execute(this::drain);
    }
  }

  private void takeIn(List<Post> posts, List<PostId> gone) {
    var done = false;
    try {
      var fresh = intake.readStream(posts);
      if (!gone.isEmpty()) {
        intake.forget(gone);
      }
      waiting.addAndGet(-posts.size() - gone.size());
      done = true;
      if (!fresh.isEmpty()) {
        budget.charge(fresh.size());
      }
    } finally {
      if (!done) {
        received.addAll(posts);
        deleted.addAll(gone);
      }
    }
  }

  /** Handles what one connection reports. */
  private final class StreamListener implements PushSource.Listener {

    private volatile PushSource.Connection connection;
    private volatile Instant lastSignal;
    private volatile Instant connectedAt;
    private volatile PushSource.Trouble trouble;
    private volatile boolean dropped;
    private Set<PushSource.Followed> followed = Set.of();

    private StreamListener(Instant now) {
      lastSignal = now;
    }

    @Override
    public void connected() {
      lastSignal = clock.instant();
      connectedAt = lastSignal;
      maintain();
    }

    @Override
    public void alive() {
      lastSignal = clock.instant();
    }

    @Override
    public void posted(Post post) {
      lastSignal = clock.instant();
      if (dropped) {
        return;
      }
      if (waiting.incrementAndGet() > MOST_WAITING) {
        waiting.decrementAndGet();
        trouble = new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty());
        return; // what does not fit is found by polling, once the stream is opened anew
      }
      received.add(post);
      executor.execute(FollowStream.this::drain);
    }

    @Override
    public void deleted(PostId post) {
      lastSignal = clock.instant();
      deleted.add(post);
      waiting.incrementAndGet();
      executor.execute(FollowStream.this::drain);
    }

    @Override
    public void renamed(XUserId author, XUsername username) {
      lastSignal = clock.instant();
      executor.execute(
          () ->
              roster
                  .find(author)
                  .ifPresent(it -> intake.describe(it, it.account().named(username))));
    }

    @Override
    public void lost(PushSource.Trouble why) {
      trouble = why;
      maintain();
    }
  }
}
