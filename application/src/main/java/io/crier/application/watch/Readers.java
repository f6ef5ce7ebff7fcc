package io.crier.application.watch;

import io.crier.application.xaccounts.XFault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The poller and the stream in use; falls back to other sources when X forbids one. */
final class Readers {

  private static final Logger LOG = System.getLogger(Readers.class.getName());
  private static final Duration FORBIDDEN_FOR = Duration.ofHours(1);

  private final Sources sources;
  private final Roster roster;
  private final Intake intake;
  private final Budget budget;
  private final Tally tally;
  private final WatchX.Settings settings;
  private final Background background;
  private final Runnable onForbidden;
  private final Map<String, Instant> forbidden = new HashMap<>();
  private volatile Optional<PollXAccounts> polls = Optional.empty();
  private volatile Optional<FollowStream> stream = Optional.empty();

  /**
   * @param onForbidden runs when X has forbidden a source, and another one is to be chosen
   */
  Readers(
      Sources sources,
      Roster roster,
      Intake intake,
      Budget budget,
      Tally tally,
      WatchX.Settings settings,
      Background background,
      Runnable onForbidden) {
    this.sources = sources;
    this.roster = roster;
    this.intake = intake;
    this.budget = budget;
    this.tally = tally;
    this.settings = settings;
    this.background = background;
    this.onForbidden = onForbidden;
  }

  /** Chooses the sources that suit the roster now. */
  synchronized void choose(Instant now) {
    forbidden.values().removeIf(until -> !now.isBefore(until));
    var choice = sources.choose(roster.size(), stream.isPresent(), forbidden.keySet());
    if (!stream.map(FollowStream::source).equals(choice.push())) {
      stream.ifPresent(FollowStream::close);
      stream = choice.push().map(this::follow);
      log(choice);
    }
    if (!polls.map(PollXAccounts::source).equals(choice.pull())) {
      polls = choice.pull().map(this::poll);
      log(choice);
    }
  }

  private static void log(Sources.Choice choice) {
    LOG.log(
        Level.INFO,
        "X is watched by {0} and {1}",
        choice.push().map(PushSource::name).orElse("no stream"),
        choice.pull().map(PullSource::name).orElse("no polling"));
  }

  private PollXAccounts poll(PullSource source) {
    return new PollXAccounts(
        source,
        roster,
        intake,
        budget,
        tally,
        settings,
        background,
        fault -> failed(source.name(), fault));
  }

  private FollowStream follow(PushSource source) {
    return new FollowStream(
        source, roster, intake, budget, tally, background, fault -> failed(source.name(), fault));
  }

  private void failed(String source, XFault fault) {
    switch (fault) {
      case UNAUTHORIZED ->
          LOG.log(
              Level.ERROR,
              "X does not accept the credentials: {0} pauses until they are changed",
              source);
      case OUT_OF_CREDIT ->
          LOG.log(
              Level.ERROR, "the credit with X is used up: {0} pauses until there is more", source);
      case FORBIDDEN -> {
        LOG.log(Level.ERROR, "X does not let this access use {0}: trying another source", source);
        forbid(source);
        onForbidden.run();
      }
      default -> LOG.log(Level.DEBUG, "{0} failed: {1}", source, fault);
    }
  }

  private synchronized void forbid(String source) {
    forbidden.put(source, background.clock().instant().plus(FORBIDDEN_FOR));
  }

  /** Recalculates how often to poll each author. */
  void plan() {
    polls.ifPresent(PollXAccounts::plan);
  }

  /** Starts due work without blocking. */
  void work() {
    polls.ifPresent(PollXAccounts::poll);
    stream.ifPresent(FollowStream::maintain);
  }

  synchronized void close() {
    stream.ifPresent(FollowStream::close);
    stream = Optional.empty();
    polls = Optional.empty();
  }

  /** The names of the sources in use. */
  List<String> names() {
    var names = new ArrayList<String>();
    stream.ifPresent(it -> names.add(it.source().name()));
    polls.ifPresent(it -> names.add(it.source().name()));
    return names;
  }

  boolean isStreaming() {
    return stream.filter(FollowStream::isConnected).isPresent();
  }

  boolean isPolling() {
    return polls.isPresent();
  }

  /** Whether a response without posts means that there are none. */
  boolean isTrusted() {
    return polls.filter(it -> !it.source().isBilled()).isEmpty();
  }

  /** Why X cannot be polled now. */
  Optional<XFault> fault() {
    return polls.flatMap(it -> it.throttle().fault());
  }

  Optional<RateLimitWindow> window(Instant now) {
    return polls.flatMap(it -> it.throttle().current(now));
  }

  double requestsPerSecond(Instant now) {
    return polls.map(it -> it.throttle().requestsPerSecond(now)).orElse(Double.MAX_VALUE);
  }
}
