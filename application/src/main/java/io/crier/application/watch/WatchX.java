package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;
import io.crier.application.xaccounts.XFault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Watches X, on one node at a time: knows which authors to watch, chooses the sources that suit,
 * and notifies subscribers when new posts may go unnoticed.
 */
public final class WatchX {

  private static final Logger LOG = System.getLogger(WatchX.class.getName());

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final Duration HOUSEKEEPING = Duration.ofSeconds(15);
  private static final int PAUSE_PER_REFRESH = 20;
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

  private final XAccounts xAccounts;
  private final UnitOfWork unitOfWork;
  private final WatchDuty duty;
  private final Background background;
  private final InstantSource clock;
  private final Settings settings;
  private final Roster roster = new Roster();
  private final Intake intake;
  private final Budget budget;
  private final Readers readers;
  private final ReportStale reportStale;
  private volatile Optional<Instant> watchingSince = Optional.empty();
  private volatile boolean stopped = true;
  private volatile Instant nextRound = Instant.MIN;
  private volatile Instant nextRefresh = Instant.MIN;
  private Instant nextHousekeeping = Instant.MIN;

  /**
   * How X is watched.
   *
   * @param pollMin the minimum polling interval of an author
   * @param pollMax the maximum polling interval of an author, if X allows it
   * @param reconcile how often to poll for what a stream has missed
   */
  public record Settings(
      Duration pollMin, Duration pollMax, Duration reconcile, Spending.Limits limits) {

    public Settings {
      if (!pollMin.isPositive() || pollMax.compareTo(pollMin) < 0 || !reconcile.isPositive()) {
        throw new IllegalArgumentException(
            "periods are positive, and the longest is not below the shortest");
      }
    }
  }

  /**
   * The current state of the watch.
   *
   * @param watching whether this node is the one that watches
   * @param sources names of those in use
   * @param streaming whether a stream is open
   * @param fault why X cannot be polled
   * @param budgetSpent the share of the daily or monthly posts
   * @param uncheckedFor the longest time for which it is unknown whether a post was missed
   */
  public record Status(
      boolean watching,
      List<String> sources,
      boolean streaming,
      Optional<XFault> fault,
      int authors,
      Optional<RateLimitWindow> window,
      double budgetSpent,
      Duration uncheckedFor) {}

  public WatchX(
      WatchStores stores,
      IngestPosts ingestPosts,
      ReportStale reportStale,
      WatchDuty duty,
      Sources sources,
      Settings settings,
      Tally tally,
      Background background) {
    this.xAccounts = stores.xAccounts();
    this.unitOfWork = stores.unitOfWork();
    this.reportStale = reportStale;
    this.duty = duty;
    this.settings = settings;
    this.background = background;
    this.clock = background.clock();
    this.intake = new Intake(roster, xAccounts, ingestPosts, tally, unitOfWork, clock);
    this.budget = new Budget(stores.spending(), settings.limits(), tally, unitOfWork, clock);
    this.readers =
        new Readers(
            sources, roster, intake, budget, tally, settings, background, this::refreshSoon);
  }

  /** Starts as soon as no other node watches. */
  public void start() {
    stopped = false;
    background.wheel().after(Duration.ZERO, this::tickSoon);
  }

  /** Lets another node take over at once. */
  public synchronized void stop() {
    stopped = true;
    if (watchingSince.isEmpty()) {
      return;
    }
    try {
      end();
      duty.release();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the watch over X could not be handed over", e);
    }
  }

  /** Looks for new subscriptions without waiting for the next round. */
  public void refreshSoon() {
    nextRound = Instant.MIN;
    nextRefresh = Instant.MIN;
  }

  public Status status() {
    var now = clock.instant();
    return new Status(
        watchingSince.isPresent(),
        readers.names(),
        readers.isStreaming(),
        readers.fault(),
        roster.size(),
        readers.window(now),
        budget.share(),
        roster.visible().stream()
            .map(author -> author.watch().completeUntil())
            .min(Instant::compareTo)
            .map(oldest -> Duration.between(oldest, now))
            .orElse(Duration.ZERO));
  }

  private void tickSoon() {
    background.executor().execute(this::tick);
  }

  private synchronized void tick() {
    if (stopped) {
      return;
    }
    var now = clock.instant();
    try {
      if (!now.isBefore(nextRound)) {
        nextRound = now.plus(ROUND);
        round(now);
      }
      if (duty.isHeld()) {
        readers.work();
      } else if (watchingSince.isPresent()) {
        end();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a round of the watch over X failed; the next one follows", e);
    }
    background.wheel().after(TICK, this::tickSoon);
  }

  private void round(Instant now) {
    duty.renew();
    if (!duty.isHeld()) {
      return;
    }
    if (watchingSince.isEmpty()) {
      watchingSince = Optional.of(now);
      budget.refresh();
    }
    refresh(now);
    readers.choose(now);
    readers.plan();
    if (!now.isBefore(nextHousekeeping)) {
      nextHousekeeping = now.plus(HOUSEKEEPING);
      budget.refresh();
      intake.flush();
      intake.runExclusively(() -> reportStale.report(roster, condition(now), now));
    }
  }

  /** Reads the subscriptions; less often if that takes long. */
  private void refresh(Instant now) {
    if (now.isBefore(nextRefresh)) {
      return;
    }
    roster.refresh(unitOfWork.execute(xAccounts::watched), usualPeriod(now), now);
    var took = Duration.between(now, clock.instant());
    var pause = took.multipliedBy(PAUSE_PER_REFRESH);
    nextRefresh = now.plus(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE);
  }

  /** How often each author is polled, given how many there are. */
  private Duration usualPeriod(Instant now) {
    var round = Duration.ofMillis((long) (1_000 * roster.size() / readers.requestsPerSecond(now)));
    return round.compareTo(settings.pollMin()) > 0 ? round : settings.pollMin();
  }

  private ReportStale.Condition condition(Instant now) {
    return new ReportStale.Condition(
        watchingSince.orElse(now),
        readers.isPolling() && readers.fault().isEmpty() && !budget.isSpent(),
        readers.isTrusted());
  }

  private void end() {
    watchingSince = Optional.empty();
    readers.close();
    try {
      intake.flush();
      budget.close();
    } finally {
      roster.clear();
    }
  }
}
