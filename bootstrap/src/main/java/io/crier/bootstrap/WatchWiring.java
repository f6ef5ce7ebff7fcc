package io.crier.bootstrap;

import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.notifications.NotifySubscribers;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.Nodes;
import io.crier.application.watch.Background;
import io.crier.application.watch.IngestPosts;
import io.crier.application.watch.PullSource;
import io.crier.application.watch.PushSource;
import io.crier.application.watch.ReportStale;
import io.crier.application.watch.Sources;
import io.crier.application.watch.Spending;
import io.crier.application.watch.Tally;
import io.crier.application.watch.WatchDuty;
import io.crier.application.watch.WatchStores;
import io.crier.application.watch.WatchX;
import io.crier.application.xaccounts.ShowXAccounts;
import io.crier.application.xaccounts.XAccounts;
import io.crier.x.XConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Wires the watch over X. */
@ApplicationScoped
public class WatchWiring {

  @Inject @Work ExecutorService executor;

  @Produces
  @Singleton
  Tally tally() {
    return new Tally();
  }

  /** The sources that this server has, from all adapters. */
  @Produces
  @Singleton
  Sources sources(
      @Any Instance<PullSource> pulls,
      @Any Instance<PushSource> pushes,
      XConfiguration configuration) {
    return new Sources(
        pulls.stream().toList(),
        pushes.stream().toList(),
        configuration.source(),
        configuration.hasToken());
  }

  @Produces
  @Singleton
  WatchDuty watchDuty(Nodes nodes, Lease lease, UnitOfWork unitOfWork, InstantSource clock) {
    return new WatchDuty(nodes, lease, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ReportStale reportStale(
      XAccounts xAccounts, NotifySubscribers audience, Events events, UnitOfWork unitOfWork) {
    return new ReportStale(xAccounts, audience, events, unitOfWork);
  }

  @Produces
  @Singleton
  WatchStores watchStores(XAccounts xAccounts, Spending spending, UnitOfWork unitOfWork) {
    return new WatchStores(xAccounts, spending, unitOfWork);
  }

  @Produces
  @Singleton
  Background background(TimerWheel wheel, InstantSource clock, RandomGenerator random) {
    return new Background(wheel, executor, clock, random);
  }

  @Produces
  @Singleton
  WatchX watchX(
      WatchStores stores,
      IngestPosts ingestPosts,
      ReportStale reportStale,
      WatchDuty duty,
      Sources sources,
      XConfiguration configuration,
      Tally tally,
      Background background) {
    return new WatchX(
        stores, ingestPosts, reportStale, duty, sources, configuration.watch(), tally, background);
  }

  @Produces
  @Singleton
  ShowXAccounts showXAccounts(XAccounts xAccounts, UnitOfWork unitOfWork) {
    return new ShowXAccounts(xAccounts, unitOfWork);
  }
}
