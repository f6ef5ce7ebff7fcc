package io.crier.bootstrap;

import io.crier.application.Events;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.application.notifications.NotifySubscribers;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.Nodes;
import io.crier.application.watch.IngestPosts;
import io.crier.application.watch.Spending;
import io.crier.application.watch.Tally;
import io.crier.application.watch.WatchX;
import io.crier.application.xaccounts.ShowXAccounts;
import io.crier.application.xaccounts.XAccounts;
import io.crier.x.activity.Activities;
import io.crier.x.rss.Feeds;
import io.crier.x.stream.FilteredStream;
import io.crier.x.timeline.Timelines;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the watch over X is put together. */
@ApplicationScoped
public class WatchWiring {

  @Inject @Work ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "crier.x.source", defaultValue = "auto")
  String source;

  @Inject
  @ConfigProperty(name = "crier.x.bearer-token")
  Optional<String> token;

  @Inject
  @ConfigProperty(name = "crier.x.poll.min", defaultValue = "5s")
  String pollMin;

  @Inject
  @ConfigProperty(name = "crier.x.poll.max", defaultValue = "30m")
  String pollMax;

  @Inject
  @ConfigProperty(name = "crier.x.reconcile", defaultValue = "15m")
  String reconcile;

  @Inject
  @ConfigProperty(name = "crier.x.budget.posts-per-day")
  Optional<Long> postsPerDay;

  @Inject
  @ConfigProperty(name = "crier.x.budget.posts-per-month")
  Optional<Long> postsPerMonth;

  @Produces
  @Singleton
  Tally tally() {
    return new Tally();
  }

  @Produces
  @Singleton
  WatchX watchX(
      XAccounts xAccounts,
      Spending spending,
      IngestPosts ingestPosts,
      NotifySubscribers audience,
      Events events,
      Nodes nodes,
      Lease lease,
      UnitOfWork unitOfWork,
      TimerWheel wheel,
      InstantSource clock,
      RandomGenerator random,
      Tally tally,
      Timelines timelines,
      Feeds feeds,
      FilteredStream stream,
      Activities activities,
      WatchX.Settings settings) {
    return new WatchX(
        xAccounts,
        spending,
        ingestPosts,
        audience,
        events,
        nodes,
        lease,
        unitOfWork,
        wheel,
        executor,
        clock,
        random,
        tally,
        new WatchX.Sources(List.of(timelines, feeds), List.of(activities, stream)),
        settings);
  }

  @Produces
  @Singleton
  WatchX.Settings settings() {
    return new WatchX.Settings(
        chosenSource(),
        Durations.parse(pollMin),
        Durations.parse(pollMax),
        Durations.parse(reconcile),
        new Spending.Limits(
            postsPerDay.orElse(Long.MAX_VALUE), postsPerMonth.orElse(Long.MAX_VALUE)));
  }

  /** Without credentials nothing is chosen by itself, but what was asked for is tried. */
  private String chosenSource() {
    var chosen = source.strip().toLowerCase(Locale.ROOT);
    return chosen.equals("auto") && token.isEmpty() ? "none" : chosen;
  }

  @Produces
  @Singleton
  ShowXAccounts showXAccounts(XAccounts xAccounts, UnitOfWork unitOfWork) {
    return new ShowXAccounts(xAccounts, unitOfWork);
  }
}
