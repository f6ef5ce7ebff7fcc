package io.crier.application.watch;

import static io.crier.domain.xaccounts.XFixture.author;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.notifications.Alert;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountEvent;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A world that watches X in memory, and helpers for tests of the watch. */
final class WatchXFixture {

  static final Duration MOMENT = Duration.ofSeconds(10);
  final World world = new World(42);
  final InMemoryX x = world.x;
  final Account account = world.account();
  final XAccount author = author(1);

  void watch(String source) {
    watch(source, World.USUAL_WATCH);
  }

  void watch(String source, WatchX.Settings settings) {
    world.watch(source, settings);
    world.passSeconds(1);
  }

  Subscription subscribe(XAccount to, int phone) {
    return subscribe(account, to, phone);
  }

  Subscription subscribe(Account subscriber, XAccount to, int phone) {
    var now = world.instant();
    var subscription =
        Subscription.create(
            subscriber.id(),
            to.id(),
            new PhoneNumber("+4915%09d".formatted(phone)),
            PostFilter.DEFAULT,
            TextMode.EXCERPT,
            false,
            now);
    x.add(to);
    database(
        () -> {
          world.xAccounts.keep(to, now);
          world.xAccounts.watch(to.id(), PostId.justBefore(now), now);
          world.subscriptions.add(subscription);
        });
    return subscription;
  }

  void database(Runnable work) {
    world.database.run(work);
  }

  List<Alert> alerts() {
    return world.database.execute(() -> world.notifications.waiting(Set.of(), 10_000));
  }

  List<Alert> alerts(Predicate<Alert> wanted) {
    return alerts().stream().filter(wanted).toList();
  }

  Watch watchOf(XAccount of) {
    return world.database.execute(() -> world.xAccounts.watches(List.of(of.id()))).getFirst();
  }

  List<XAccountEvent.Stale> staleEvents() {
    return world.events().stream()
        .filter(XAccountEvent.Stale.class::isInstance)
        .map(XAccountEvent.Stale.class::cast)
        .toList();
  }

  Spending.Spent spent() {
    return world.database.execute(
        () -> world.spending.spent(world.instant().atZone(ZoneOffset.UTC).toLocalDate()));
  }
}
