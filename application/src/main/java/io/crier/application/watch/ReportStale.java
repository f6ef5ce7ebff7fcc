package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.xaccounts.XAccounts;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.xaccounts.XAccountEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Notifies subscribers, once, that new posts of their author may go unnoticed. */
public final class ReportStale {

  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final int PERIODS = 3;
  private static final Duration QUIET = Duration.ofDays(2);
  private static final double POSTS_MISSING = 10;
  private static final int MOST_AT_ONCE = 200;

  private final XAccounts xAccounts;
  private final IngestPosts.Audience audience;
  private final Events events;
  private final UnitOfWork unitOfWork;

  public ReportStale(
      XAccounts xAccounts, IngestPosts.Audience audience, Events events, UnitOfWork unitOfWork) {
    this.xAccounts = xAccounts;
    this.audience = audience;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  /**
   * The condition of the watch as a whole.
   *
   * @param since when this node began to watch: no author is stale before it has had time to be
   *     read
   * @param works whether X can be polled at all
   * @param trusted whether a response without posts means that there are none
   */
  record Condition(Instant since, boolean works, boolean trusted) {}

  /** Checks all authors; called while the intake is paused. */
  void report(Roster roster, Condition condition, Instant now) {
    var changed =
        roster.all().stream()
            .filter(author -> author.watch().stale() != isStale(author, condition, now))
            .limit(MOST_AT_ONCE)
            .toList();
    if (!changed.isEmpty()) {
      var watches =
          changed.stream().map(Author::watch).map(watch -> watch.stale(!watch.stale())).toList();
      unitOfWork.run(
          () -> {
            xAccounts.save(watches);
            events.publish(staleEvents(changed, now));
          });
      for (var i = 0; i < watches.size(); i++) {
        changed.get(i).kept(watches.get(i));
      }
    }
  }

  private List<XAccountEvent.Stale> staleEvents(List<Author> changed, Instant now) {
    var stale = new ArrayList<XAccountEvent.Stale>();
    for (var author : changed) {
      var watch = author.watch();
      if (!watch.stale()) {
        audience.accounts(author.id()).stream()
            .sorted(Comparator.comparing(AccountId::value))
            .map(
                account ->
                    new XAccountEvent.Stale(
                        account,
                        author.id(),
                        watch.account().username(),
                        watch.account().state(),
                        watch.lastCheckedAt(),
                        now))
            .forEach(stale::add);
      }
    }
    return stale;
  }

  private static boolean isStale(Author author, Condition condition, Instant now) {
    return !author.isVisible()
        || author.trouble().filter(XFault.OUTDATED::equals).isPresent()
        || !condition.trusted() && isTooQuiet(author, now)
        || isUnchecked(author, condition, now);
  }

  private static boolean isUnchecked(Author author, Condition condition, Instant now) {
    var several = author.period().multipliedBy(PERIODS);
    var longest = condition.works() && several.compareTo(SHORTEST) > 0 ? several : SHORTEST;
    var watch = author.watch();
    var checked = watch.completeUntil();
    var since =
        Stream.of(checked, condition.since()).max(Comparator.naturalOrder()).orElse(checked);
    return since.plus(longest).isBefore(now);
  }

  /** So many posts are missing by now that the source cannot be trusted. */
  private static boolean isTooQuiet(Author author, Instant now) {
    var watch = author.watch();
    return Optional.of(watch.rate().postsPerDay())
        .filter(rate -> rate > 0)
        .map(
            rate ->
                Duration.ofMinutes((long) (POSTS_MISSING / rate * Duration.ofDays(1).toMinutes())))
        .flatMap(
            quiet ->
                watch
                    .lastPostAt()
                    .map(last -> last.plus(quiet.compareTo(QUIET) > 0 ? quiet : QUIET)))
        .filter(now::isAfter)
        .isPresent();
  }
}
