package io.crier.application.watch;

import io.crier.application.Events;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.Nodes;
import io.crier.application.xaccounts.XAccounts;
import io.crier.application.xaccounts.XFault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Watches X, on one node at a time: knows whom to watch, chooses the sources that suit, takes
 * lesser ones when X forbids them, and tells subscribers when nobody can tell any more.
 */
public final class WatchX {

  private static final Logger LOG = System.getLogger(WatchX.class.getName());

  private static final String DUTY = "watch-x";
  private static final Duration TERM = Duration.ofSeconds(15);
  private static final Duration TRUSTED = Duration.ofSeconds(10);
  private static final Duration RENEWAL = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final Duration CHORES = Duration.ofSeconds(15);
  private static final int PAUSE_PER_LOOK = 20;
  private static final Duration FORBIDDEN_FOR = Duration.ofHours(1);

  private final XAccounts xAccounts;
  private final Nodes nodes;
  private final Lease lease;
  private final UnitOfWork unitOfWork;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Tally tally;
  private final Settings settings;
  private final Ladder ladder;
  private final Roster roster = new Roster();
  private final Intake intake;
  private final Budget budget;
  private final TellStale tellStale;
  private final Map<String, Instant> forbidden = new HashMap<>();
  private volatile Optional<PollXAccounts> polls = Optional.empty();
  private volatile Optional<FollowStream> stream = Optional.empty();
  private volatile Optional<Instant> watchingSince = Optional.empty();
  private volatile Instant heldUntil = Instant.MIN;
  private volatile boolean stopped = true;
  private volatile Instant nextRound = Instant.MIN;
  private Instant nextRenewal = Instant.MIN;
  private volatile Instant nextRefresh = Instant.MIN;
  private Instant nextChores = Instant.MIN;

  /**
   * How X is watched.
   *
   * @param source {@code auto}, {@code timeline}, {@code stream}, {@code activity}, {@code rss} or
   *     {@code none}
   * @param pollMin no author is looked at more often
   * @param pollMax every author is looked at so often, if X allows it
   * @param reconcile how often to look whether a stream has missed something
   */
  public record Settings(
      String source,
      Duration pollMin,
      Duration pollMax,
      Duration reconcile,
      Spending.Limits limits) {

    public Settings {
      if (!List.of(
              Ladder.AUTO, Ladder.TIMELINE, Ladder.STREAM, Ladder.ACTIVITY, Ladder.RSS, Ladder.NONE)
          .contains(source)) {
        throw new IllegalArgumentException(
            "a source of posts is auto, timeline, stream, activity, rss or none: " + source);
      }
      if (!pollMin.isPositive() || pollMax.compareTo(pollMin) < 0 || !reconcile.isPositive()) {
        throw new IllegalArgumentException(
            "periods are positive, and the longest is not below the shortest");
      }
    }

    /** Whether X is watched at all. */
    public boolean isOn() {
      return !source.equals(Ladder.NONE);
    }
  }

  /**
   * What there is to watch with.
   *
   * @param pulls those that can be used, as far as configuration tells
   * @param pushes likewise
   */
  public record Sources(List<PullSource> pulls, List<PushSource> pushes) {}

  /**
   * How the watch goes.
   *
   * @param watching whether this node is the one that watches
   * @param sources names of those in use
   * @param streaming whether a stream is open
   * @param fault why X cannot be asked at present, if that is so
   * @param budgetSpent share of the day's or month's posts
   * @param uncheckedFor the longest time since which it is not known whether something was missed
   */
  public record State(
      boolean watching,
      List<String> sources,
      boolean streaming,
      Optional<XFault> fault,
      int authors,
      Optional<Window> window,
      double budgetSpent,
      Duration uncheckedFor) {}

  public WatchX(
      XAccounts xAccounts,
      Spending spending,
      IngestPosts ingestPosts,
      IngestPosts.Audience audience,
      Events events,
      Nodes nodes,
      Lease lease,
      UnitOfWork unitOfWork,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock,
      RandomGenerator random,
      Tally tally,
      Sources sources,
      Settings settings) {
    this.xAccounts = xAccounts;
    this.nodes = nodes;
    this.lease = lease;
    this.unitOfWork = unitOfWork;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.tally = tally;
    this.settings = settings;
    this.ladder = new Ladder(settings.source(), sources.pulls(), sources.pushes());
    this.intake = new Intake(roster, xAccounts, ingestPosts, tally, unitOfWork, clock);
    this.budget = new Budget(spending, settings.limits(), tally, unitOfWork, clock);
    this.tellStale = new TellStale(xAccounts, audience, events, unitOfWork);
  }

  /** Begins as soon as no other node watches. */
  public void start() {
    stopped = false;
    wheel.schedule(clock.instant(), this::beatLater);
  }

  /** Lets another node watch at once. */
  public synchronized void stop() {
    stopped = true;
    if (watchingSince.isEmpty()) {
      return;
    }
    try {
      letGo();
      unitOfWork.run(() -> nodes.hold(lease.node(), DUTY, Duration.ZERO));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the watch over X could not be handed over", e);
    }
  }

  /** Somebody new is to be watched: does not wait for the next round. */
  public void look() {
    nextRound = Instant.MIN;
    nextRefresh = Instant.MIN;
  }

  public State state() {
    var now = clock.instant();
    return new State(
        watchingSince.isPresent(),
        sources(),
        stream.filter(FollowStream::isConnected).isPresent(),
        fault(),
        roster.size(),
        polls.flatMap(it -> it.throttle().current(now)),
        budget.share(),
        roster.visible().stream()
            .map(author -> author.watch().completeUntil())
            .min(Instant::compareTo)
            .map(oldest -> Duration.between(oldest, now))
            .orElse(Duration.ZERO));
  }

  private List<String> sources() {
    var names = new ArrayList<String>();
    stream.ifPresent(it -> names.add(it.source().name()));
    polls.ifPresent(it -> names.add(it.source().name()));
    return names;
  }

  private Optional<XFault> fault() {
    return polls.flatMap(it -> it.throttle().fault());
  }

  private void beatLater() {
    executor.execute(this::beat);
  }

  private synchronized void beat() {
    if (stopped) {
      return;
    }
    var now = clock.instant();
    try {
      if (!now.isBefore(nextRound)) {
        nextRound = now.plus(ROUND);
        round(now);
      }
      if (isOurs()) {
        polls.ifPresent(PollXAccounts::poll);
        stream.ifPresent(FollowStream::tend);
      } else if (watchingSince.isPresent()) {
        letGo();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the watch over X stumbled; going on", e);
    }
    wheel.schedule(clock.instant().plus(TICK), this::beatLater);
  }

  /** A node that cannot be sure of itself asks nothing. */
  private boolean isOurs() {
    return clock.instant().isBefore(heldUntil) && lease.isFirm();
  }

  private void round(Instant now) {
    if (!now.isBefore(nextRenewal)) {
      nextRenewal = now.plus(RENEWAL);
      renew();
    }
    if (!isOurs()) {
      return;
    }
    if (watchingSince.isEmpty()) {
      watchingSince = Optional.of(now);
      budget.look();
    }
    refresh(now);
    choose(now);
    polls.ifPresent(PollXAccounts::plan);
    if (!now.isBefore(nextChores)) {
      nextChores = now.plus(CHORES);
      budget.look();
      intake.flush();
      intake.alone(() -> tellStale.tell(roster, standing(now), now));
    }
  }

  /** Looks who is subscribed to whom, more rarely if that takes its time. */
  private void refresh(Instant now) {
    if (now.isBefore(nextRefresh)) {
      return;
    }
    roster.refresh(unitOfWork.execute(xAccounts::watched), usualPeriod(), now);
    var took = Duration.between(now, clock.instant());
    nextRefresh = now.plus(took.multipliedBy(PAUSE_PER_LOOK));
  }

  private void renew() {
    var asked = clock.instant();
    var held = lease.isFirm() && unitOfWork.execute(() -> nodes.hold(lease.node(), DUTY, TERM));
    heldUntil = held ? asked.plus(TRUSTED) : Instant.MIN;
  }

  /** How often one author among so many is looked at. */
  private Duration usualPeriod() {
    var requests =
        polls.map(it -> it.throttle().requestsPerSecond(clock.instant())).orElse(Double.MAX_VALUE);
    var round = Duration.ofMillis((long) (1_000 * roster.size() / requests));
    return round.compareTo(settings.pollMin()) > 0 ? round : settings.pollMin();
  }

  private TellStale.Standing standing(Instant now) {
    return new TellStale.Standing(
        watchingSince.orElse(now),
        polls.isPresent() && fault().isEmpty() && !budget.isSpent(),
        polls.filter(it -> !it.source().isBilled()).isEmpty());
  }

  private void choose(Instant now) {
    forbidden.values().removeIf(until -> !now.isBefore(until));
    var choice = ladder.choose(roster.size(), stream.isPresent(), forbidden.keySet());
    if (!stream.map(FollowStream::source).equals(choice.push())) {
      stream.ifPresent(FollowStream::close);
      stream = choice.push().map(this::follow);
      logChoice(choice);
    }
    if (!polls.map(PollXAccounts::source).equals(choice.pull())) {
      polls = choice.pull().map(this::poll);
      logChoice(choice);
    }
  }

  private static void logChoice(Ladder.Choice choice) {
    LOG.log(
        Level.INFO,
        "X is watched by {0} and {1}",
        choice.push().map(PushSource::name).orElse("no stream"),
        choice.pull().map(PullSource::name).orElse("nothing that polls"));
  }

  private PollXAccounts poll(PullSource source) {
    return new PollXAccounts(
        source,
        roster,
        intake,
        budget,
        tally,
        settings,
        executor,
        clock,
        random,
        fault -> troubled(source.name(), fault));
  }

  private FollowStream follow(PushSource source) {
    return new FollowStream(
        source,
        roster,
        intake,
        budget,
        tally,
        executor,
        clock,
        random,
        fault -> troubled(source.name(), fault));
  }

  private synchronized void troubled(String source, XFault fault) {
    switch (fault) {
      case UNAUTHORIZED ->
          LOG.log(
              Level.ERROR,
              "X does not accept the credentials: nothing is watched by {0} until they are changed",
              source);
      case OUT_OF_CREDIT ->
          LOG.log(
              Level.ERROR, "the credit with X is used up: {0} pauses until there is more", source);
      case FORBIDDEN -> {
        LOG.log(Level.ERROR, "X does not let this access use {0}: trying what comes next", source);
        forbidden.put(source, clock.instant().plus(FORBIDDEN_FOR));
        look();
      }
      default -> LOG.log(Level.DEBUG, "{0} failed: {1}", source, fault);
    }
  }

  private void letGo() {
    watchingSince = Optional.empty();
    stream.ifPresent(FollowStream::close);
    stream = Optional.empty();
    polls = Optional.empty();
    try {
      intake.flush();
      budget.close();
    } finally {
      roster.clear();
    }
  }
}
