package io.crier.application.watch;

import io.crier.application.Events;
import io.crier.application.UnitOfWork;
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

/** Tells subscribers, once, that nobody can tell any more whether their author posts. */
final class TellStale {

  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final int PERIODS = 3;
  private static final Duration QUIET = Duration.ofDays(2);
  private static final double POSTS_MISSING = 10;
  private static final int MOST_AT_ONCE = 200;

  private final XAccounts xAccounts;
  private final IngestPosts.Audience audience;
  private final Events events;
  private final UnitOfWork unitOfWork;

  TellStale(
      XAccounts xAccounts, IngestPosts.Audience audience, Events events, UnitOfWork unitOfWork) {
    this.xAccounts = xAccounts;
    this.audience = audience;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  /**
   * How the watch goes as a whole.
   *
   * @param since when this node began to watch: nobody is stale before it has had the time
   * @param works whether X can be asked at all
   * @param trusted whether an answer without posts means that there are none
   */
  record Standing(Instant since, boolean works, boolean trusted) {}

  /** Looks through the authors; called while nothing is taken in. */
  void tell(Roster roster, Standing standing, Instant now) {
    var turned =
        roster.all().stream()
            .filter(author -> author.watch().stale() != isStale(author, standing, now))
            .limit(MOST_AT_ONCE)
            .toList();
    if (!turned.isEmpty()) {
      var watches =
          turned.stream().map(Author::watch).map(watch -> watch.stale(!watch.stale())).toList();
      unitOfWork.run(
          () -> {
            xAccounts.save(watches);
            events.publish(news(turned, now));
          });
      for (var i = 0; i < watches.size(); i++) {
        turned.get(i).kept(watches.get(i));
      }
    }
  }

  private List<XAccountEvent.Stale> news(List<Author> turned, Instant now) {
    var news = new ArrayList<XAccountEvent.Stale>();
    for (var author : turned) {
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
            .forEach(news::add);
      }
    }
    return news;
  }

  private static boolean isStale(Author author, Standing standing, Instant now) {
    return !author.isVisible()
        || author.trouble().filter(XFault.OUTDATED::equals).isPresent()
        || !standing.trusted() && isTooQuiet(author, now)
        || isUnchecked(author, standing, now);
  }

  private static boolean isUnchecked(Author author, Standing standing, Instant now) {
    var patience = author.period().multipliedBy(PERIODS);
    var longest = standing.works() && patience.compareTo(SHORTEST) > 0 ? patience : SHORTEST;
    var watch = author.watch();
    var checked = watch.completeUntil();
    var since = Stream.of(checked, standing.since()).max(Comparator.naturalOrder()).orElse(checked);
    return since.plus(longest).isBefore(now);
  }

  /** So many posts should have been there by now that their absence cannot be believed. */
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
