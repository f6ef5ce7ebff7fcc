package io.crier.application.watch;

import io.crier.application.watch.PullSource.Reading;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.watch.Backoff;
import io.crier.domain.watch.PollPlan;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccountState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Polls each author at the interval that the plan sets. */
final class PollXAccounts {

  private static final Logger LOG = System.getLogger(PollXAccounts.class.getName());

  private static final int MOST_AT_ONCE = 8;
  private static final int FIRST_PAGE = 10;
  private static final int MOST_PAGES = 50;
  private static final double JITTER = 0.1;

  /** Some sources refuse to read further back. */
  private static final Duration FARTHEST = Duration.ofHours(7 * 24 - 3);

  /** How far back X is known to read. */
  private static final Duration REACH = Duration.ofDays(7);

  /** After this time no late post is expected. */
  private static final Duration SETTLED = Duration.ofDays(1);

  private static final Duration HIDDEN = Duration.ofDays(1);
  private static final int MISSES_BELIEVED = 3;
  private static final Duration MISSING_BELIEVED = Duration.ofHours(1);
  private static final Duration RETRY_REJECTED = Duration.ofMinutes(5);
  private static final Duration OUT_OF_BUDGET = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final PullSource source;
  private final Roster roster;
  private final Intake intake;
  private final Budget budget;
  private final Tally tally;
  private final WatchX.Settings settings;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<XFault> onFault;
  private final Throttle throttle;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param onFault is notified of faults that stop the whole source
   */
  PollXAccounts(
      PullSource source,
      Roster roster,
      Intake intake,
      Budget budget,
      Tally tally,
      WatchX.Settings settings,
      Background background,
      Consumer<XFault> onFault) {
    this.source = source;
    this.roster = roster;
    this.intake = intake;
    this.budget = budget;
    this.tally = tally;
    this.settings = settings;
    this.executor = background.executor();
    this.clock = background.clock();
    this.random = background.random();
    this.onFault = onFault;
    this.throttle = new Throttle(random);
  }

  PullSource source() {
    return source;
  }

  Throttle throttle() {
    return throttle;
  }

  /** Recalculates how often to poll each author. */
  void plan() {
    var now = clock.instant();
    var requests = throttle.requestsPerSecond(now);
    var covered = new ArrayList<Author>();
    var alone = new ArrayList<Author>();
    roster.visible().forEach(author -> (author.isCovered() ? covered : alone).add(author));
    var seconds = Math.max(settings.reconcile().toSeconds(), covered.size() / requests);
    var reconcile = Duration.ofMillis((long) (1_000 * seconds));
    covered.forEach(author -> author.reconcileEvery(reconcile, random.nextDouble()));
    var left = Math.max(requests / 2, requests - covered.size() / seconds);
    var demands = alone.stream().map(author -> author.demand(now)).toList();
    var periods =
        new PollPlan(left, settings.pollMin(), settings.pollMax(), budget.thrift())
            .periods(demands);
    for (var i = 0; i < alone.size(); i++) {
      alone.get(i).pollEvery(periods.get(i));
    }
  }

  /** Starts the due polls, the most overdue first. */
  void poll() {
    var now = clock.instant();
    var free = MOST_AT_ONCE - underWay.get();
    if (free <= 0 || !throttle.admits(now)) {
      return;
    }
    roster.all().stream()
        .filter(author -> author.isDue(now))
        .sorted(Comparator.comparing(author -> author.watch().nextPollAt()))
        .limit(free)
        .forEach(
            author -> {
              author.begin();
              underWay.incrementAndGet();
              executor.execute(() -> poll(author));
            });
  }

  private void poll(Author author) {
    var begun = clock.instant();
    var next = begun.plus(jittered(author.period()));
    try {
      next = read(author, begun).orElse(next);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "posts could not be taken in; trying again", e);
      next = clock.instant().plus(SOON);
    } finally {
      var at = next;
      author.change(watch -> watch.pollAt(at));
      author.end();
      underWay.decrementAndGet();
    }
  }

  private Duration jittered(Duration period) {
    return Duration.ofMillis(
        (long) (period.toMillis() * random.nextDouble(1 - JITTER, 1 + JITTER)));
  }

  /** Reads all pages; returns when to poll again, if not at the usual time. */
  private Optional<Instant> read(Author author, Instant begun) {
    var posts = new ArrayList<Post>();
    var reserved = new ArrayList<Budget.Reserved>();
    var since = author.since();
    var next = Optional.<String>empty();
    var most = Math.clamp(FIRST_PAGE, source.smallestPage(), source.largestPage());
    for (var pages = 0; pages < MOST_PAGES; pages++) {
      if (source.isBilled()) {
        var page = budget.reserve(most, source.smallestPage());
        if (page.posts() == 0) {
          return outOfBudget(author, posts, reserved);
        }
        reserved.add(page);
        most = page.posts();
      }
      var reading = source.read(author.request(since, next, most));
      reading.window().ifPresent(throttle::update);
      if (reading instanceof Reading.Failed failed) {
        settle(reserved, posts.size());
        tally.polled(failed.fault().name().toLowerCase(Locale.ROOT));
        return failed(author, failed, since, begun);
      }
      var page = (Reading.Page) reading;
      posts.addAll(page.posts());
      next = page.next();
      most = source.largestPage();
      if (next.isEmpty()) {
        break;
      }
    }
    return takeIn(author, posts, since, reserved, begun);
  }

  private Optional<Instant> takeIn(
      Author author,
      List<Post> posts,
      PostId since,
      List<Budget.Reserved> reserved,
      Instant begun) {
    noteGap(author, since, begun);
    var fresh = intake.read(author, posts, readTo(posts, begun), begun);
    settle(reserved, fresh.size());
    throttle.succeeded();
    author.completed(begun);
    tally.polled(fresh.isEmpty() ? "empty" : "posts");
    var now = clock.instant();
    tally.missedByStream(
        fresh.stream().filter(post -> author.wasExpectedFromStream(post, now)).count());
    if (!author.isVisible()) {
      intake.describe(author, author.account().in(XAccountState.ACTIVE));
    }
    return Optional.empty();
  }

  /** Up to the newest post or, where X shows everything it has, almost up to now. */
  private PostId readTo(List<Post> posts, Instant begun) {
    var newest = posts.stream().map(Post::id).max(PostId::compareTo).orElse(PostId.NONE);
    var settled = source.isBilled() ? PostId.justBefore(begun.minus(SETTLED)) : PostId.NONE;
    return newest.isAfter(settled) ? newest : settled;
  }

  /** After a pause this long X may not return all posts. */
  private void noteGap(Author author, PostId since, Instant begun) {
    if (source.isBilled() && since.madeAt().isBefore(begun.minus(REACH))) {
      LOG.log(
          Level.WARNING,
          "posts of {0} from after {1} may be missing",
          author.account().username().value(),
          since.madeAt());
      tally.gap();
    }
  }

  /** Ingests what was paid for; the watermark moves once the budget allows the rest. */
  private Optional<Instant> outOfBudget(
      Author author, List<Post> posts, List<Budget.Reserved> reserved) {
    tally.polled("out_of_budget");
    settle(reserved, intake.readInPart(author, posts).size());
    var now = clock.instant();
    if (underWay.get() > 1) {
      return Optional.of(now.plus(SOON)); // others may give something back
    }
    throttle.pauseUntil(now.plus(OUT_OF_BUDGET));
    return Optional.empty();
  }

  /** Returns unused reservations, the latest first. */
  private void settle(List<Budget.Reserved> reserved, int used) {
    var left = used;
    for (var one : reserved) {
      var ofThis = Math.min(left, one.posts());
      left -= ofThis;
      budget.settle(one, ofThis);
    }
  }

  private Optional<Instant> failed(
      Author author, Reading.Failed failed, PostId since, Instant begun) {
    var now = clock.instant();
    var fault = failed.fault();
    return switch (fault) {
      case NOT_FOUND -> missing(author, now);
      case SUSPENDED -> hidden(author, XAccountState.SUSPENDED, now);
      case PROTECTED -> hidden(author, XAccountState.PROTECTED, now);
      case REJECTED -> rejected(author, since, now);
      case OUTDATED -> {
        author.setTrouble(fault);
        yield Optional.empty();
      }
      case UNAUTHORIZED,
          OUT_OF_CREDIT,
          FORBIDDEN,
          RATE_LIMITED,
          TOO_MANY_CONNECTIONS,
          UNAVAILABLE -> {
        throttle.failed(fault, failed.until(), begun, now);
        onFault.accept(fault);
        yield Optional.of(now);
      }
    };
  }

  /** Accepted only after X has reported it repeatedly. */
  private Optional<Instant> missing(Author author, Instant now) {
    var watch = author.change(it -> it.missed(now));
    if (isBelieved(watch, now)) {
      return hidden(author, XAccountState.GONE, now);
    }
    author.setTrouble(XFault.NOT_FOUND);
    return Optional.of(now.plus(Backoff.MISSING.after(watch.misses().count(), random)));
  }

  private static boolean isBelieved(Watch watch, Instant now) {
    return watch.misses().count() >= MISSES_BELIEVED
        && watch.misses().since().filter(at -> !at.plus(MISSING_BELIEVED).isAfter(now)).isPresent();
  }

  private Optional<Instant> hidden(Author author, XAccountState state, Instant now) {
    if (author.account().state() != state) {
      intake.describe(author, author.account().in(state));
    }
    return Optional.of(now.plus(HIDDEN));
  }

  /** Some sources do not read so far back: earlier posts are lost. */
  private Optional<Instant> rejected(Author author, PostId since, Instant now) {
    var farthest = PostId.justBefore(now.minus(FARTHEST));
    if (farthest.isAfter(since)) {
      LOG.log(
          Level.WARNING,
          "posts of {0} from before {1} cannot be read any more",
          author.account().username().value(),
          farthest.madeAt());
      tally.gap();
      author.change(watch -> watch.readTo(farthest));
      return Optional.of(now);
    }
    LOG.log(Level.ERROR, "X takes the question for posts of {0} for wrong", author.id().value());
    author.setTrouble(XFault.REJECTED);
    return Optional.of(now.plus(RETRY_REJECTED));
  }
}
