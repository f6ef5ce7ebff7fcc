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
 * Keeps a stream open that tells of the posts of the roster's authors, and opens it again when it
 * breaks or falls silent. What it misses meanwhile is found by polling.
 */
final class FollowStream {

  private static final Logger LOG = System.getLogger(FollowStream.class.getName());
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration STEADY = Duration.ofMinutes(1);
  private static final Duration CHECKED = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMinutes(15);
  private static final int MOST_WAITING = 10_000;

  /** After so many posts that it did not tell of, a stream that seems well is not believed. */
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
  private final ConcurrentLinkedQueue<Post> told = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<PostId> deleted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicBoolean tending = new AtomicBoolean();
  private volatile Optional<Ear> ear = Optional.empty();
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
      Executor executor,
      InstantSource clock,
      RandomGenerator random,
      Consumer<XFault> onFault) {
    this.source = source;
    this.roster = roster;
    this.intake = intake;
    this.budget = budget;
    this.tally = tally;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.onFault = onFault;
  }

  PushSource source() {
    return source;
  }

  boolean isConnected() {
    return ear.filter(it -> it.connectedAt != null && it.trouble == null).isPresent();
  }

  /** Does what is to be done, without waiting for it; to be called every now and then. */
  void tend() {
    if (tending.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            try {
              tendNow();
            } catch (RuntimeException e) {
              LOG.log(Level.WARNING, "the stream of posts could not be tended", e);
            } finally {
              tending.set(false);
            }
          });
    }
  }

  /** Opens no stream any more, and closes the one that is open. */
  void close() {
    closed = true;
    ear.ifPresent(this::drop);
  }

  private void tendNow() {
    var now = clock.instant();
    var current = ear.orElse(null);
    if (current == null) {
      if (!closed && !budget.isSpent() && !now.isBefore(openAt)) {
        open(now);
      }
    } else if (closed || budget.isSpent()) {
      drop(current);
    } else if (current.trouble != null) {
      lost(current, current.trouble, now);
    } else if (!now.isBefore(current.lastSign.plus(SILENCE))) {
      lost(current, new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty()), now);
    } else if (tally.missedByStream() - missedBefore >= MOST_MISSED) {
      LOG.log(Level.WARNING, "the stream of posts misses some: opening it anew");
      lost(current, new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty()), now);
    } else if (current.connectedAt != null) {
      follow(current, now);
      noteChecked(current, now);
    }
    if (waiting.get() > 0 && !now.isBefore(drainAt)) {
      drain();
    }
  }

  private void open(Instant now) {
    var opening = new Ear(now);
    tally.streamOpened();
    missedBefore = tally.missedByStream();
    ear = Optional.of(opening);
    opening.connection = source.open(opening);
    if (closed) {
      drop(opening);
    }
  }

  private void lost(Ear current, PushSource.Trouble trouble, Instant now) {
    if (current.connectedAt != null && !current.connectedAt.plus(STEADY).isAfter(now)) {
      failures = 0;
    }
    failures++;
    drop(current);
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

  private void drop(Ear current) {
    ear = Optional.empty();
    current.deaf = true;
    roster.all().forEach(Author::unfollowed);
    if (current.connection != null) {
      current.connection.close();
    }
  }

  private void follow(Ear current, Instant now) {
    var wanted = new HashSet<PushSource.Followed>();
    roster.visible().forEach(author -> wanted.add(author.wanted()));
    if (now.isBefore(followAt) || wanted.equals(current.followed)) {
      return;
    }
    var trouble = current.connection.follow(List.copyOf(wanted));
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
    current.followed = wanted;
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

  /** As long as the stream lives, those whom it tells of are known to be up to date. */
  private void noteChecked(Ear current, Instant now) {
    if (now.isBefore(checkedAt.plus(CHECKED))) {
      return;
    }
    checkedAt = now;
    roster.visible().stream()
        .filter(Author::isCovered)
        .forEach(author -> author.change(watch -> watch.checked(current.lastSign)));
  }

  private void drain() {
    if (!draining.compareAndSet(false, true)) {
      return;
    }
    try {
      var posts = new ArrayList<Post>();
      for (var post = told.poll(); post != null; post = told.poll()) {
        posts.add(post);
      }
      var gone = new ArrayList<PostId>();
      for (var post = deleted.poll(); post != null; post = deleted.poll()) {
        gone.add(post);
      }
      takeIn(posts, gone);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what the stream told could not be taken in; trying again", e);
      drainAt = clock.instant().plus(RETRY);
      return;
    } finally {
      draining.set(false);
    }
    if (!told.isEmpty() || !deleted.isEmpty()) {
      executor.execute(this::drain);
    }
  }

  private void takeIn(List<Post> posts, List<PostId> gone) {
    var done = false;
    try {
      var fresh = intake.told(posts);
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
        told.addAll(posts);
        deleted.addAll(gone);
      }
    }
  }

  /** What is heard over one connection. */
  private final class Ear implements PushSource.Listener {

    private volatile PushSource.Connection connection;
    private volatile Instant lastSign;
    private volatile Instant connectedAt;
    private volatile PushSource.Trouble trouble;
    private volatile boolean deaf;
    private Set<PushSource.Followed> followed = Set.of();

    private Ear(Instant now) {
      lastSign = now;
    }

    @Override
    public void connected() {
      lastSign = clock.instant();
      connectedAt = lastSign;
      tend();
    }

    @Override
    public void alive() {
      lastSign = clock.instant();
    }

    @Override
    public void posted(Post post) {
      lastSign = clock.instant();
      if (deaf) {
        return;
      }
      if (waiting.incrementAndGet() > MOST_WAITING) {
        waiting.decrementAndGet();
        trouble = new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty());
        return; // what does not fit is found by polling, once the stream is opened anew
      }
      told.add(post);
      executor.execute(FollowStream.this::drain);
    }

    @Override
    public void deleted(PostId post) {
      lastSign = clock.instant();
      deleted.add(post);
      waiting.incrementAndGet();
      executor.execute(FollowStream.this::drain);
    }

    @Override
    public void renamed(XUserId author, XUsername username) {
      lastSign = clock.instant();
      executor.execute(
          () ->
              roster
                  .find(author)
                  .ifPresent(it -> intake.describe(it, it.account().named(username))));
    }

    @Override
    public void lost(PushSource.Trouble why) {
      trouble = why;
      tend();
    }
  }
}
