package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * The budget for posts: each request reserves its maximum in advance, and settles the actual number
 * afterwards. Unused posts stay reserved for the next request, so that requests without new posts
 * need no database access; a crash may lose them for the day, but never causes overspending.
 */
final class Budget {

  private static final Logger LOG = System.getLogger(Budget.class.getName());
  private static final double NEARLY_SPENT = 0.8;
  private static final Spending.Limits NONE = new Spending.Limits(Long.MAX_VALUE, Long.MAX_VALUE);

  private final Spending spending;
  private final Spending.Limits limits;
  private final Tally tally;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private LocalDate day = LocalDate.MIN;
  private int atHand;
  private LocalDate warnedOn = LocalDate.MIN;
  private double share;

  Budget(
      Spending spending,
      Spending.Limits limits,
      Tally tally,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.spending = spending;
    this.limits = limits;
    this.tally = tally;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Posts reserved on a day. */
  record Reserved(LocalDate day, int posts) {}

  /**
   * Reserves this many posts, or if that exceeds the budget as many as a request returns at least,
   * or none.
   */
  synchronized Reserved reserve(int wanted, int least) {
    turnToToday();
    if (limits.equals(NONE)) {
      return new Reserved(day, wanted);
    }
    var amount = Stream.of(wanted, least).filter(this::isAtHand).findFirst().orElse(0);
    atHand -= amount;
    return new Reserved(day, amount);
  }

  private boolean isAtHand(int amount) {
    var missing = amount - atHand;
    if (missing > 0 && unitOfWork.execute(() -> spending.reserve(day, missing, limits))) {
      atHand += missing;
    }
    return atHand >= amount;
  }

  /** This many of the reserved posts were actually new and are paid for. */
  synchronized void settle(Reserved reserved, int used) {
    var unused = reserved.posts() - used;
    if (limits.equals(NONE)) {
      count(reserved.day(), used);
    } else if (reserved.day().equals(day)) {
      atHand += unused;
    } else {
      giveBack(reserved.day(), unused);
    }
    tally.paidFor(used);
  }

  /** Charges for posts that arrived without a request, regardless of the limits. */
  synchronized void charge(int posts) {
    turnToToday();
    count(day, posts);
    tally.paidFor(posts);
  }

  private void count(LocalDate on, int posts) {
    if (posts > 0) {
      unitOfWork.run(() -> spending.reserve(on, posts, NONE));
    }
  }

  /** Returns unused reservations, since no requests follow soon. */
  synchronized void close() {
    giveBack(day, atHand);
    atHand = 0;
  }

  private void turnToToday() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!today.equals(day)) {
      close();
      day = today;
    }
  }

  private void giveBack(LocalDate of, int posts) {
    if (posts > 0) {
      unitOfWork.run(() -> spending.giveBack(of, posts));
    }
  }

  /** Reads the spending, and warns once a day if most of the budget is used. */
  synchronized void refresh() {
    turnToToday();
    var spent = unitOfWork.execute(() -> spending.spent(day));
    share =
        Math.max(
            (spent.today() - atHand) / (double) Math.max(1, limits.perDay()),
            (spent.thisMonth() - atHand) / (double) Math.max(1, limits.perMonth()));
    if (share >= NEARLY_SPENT && !day.equals(warnedOn)) {
      warnedOn = day;
      LOG.log(
          Level.WARNING,
          "of the posts that may be paid for, {0} today and {1} this month are spent",
          spent.today() - atHand,
          spent.thisMonth() - atHand);
    }
  }

  /** The share of the daily or monthly budget that was spent at the last refresh. */
  synchronized double share() {
    return share;
  }

  boolean isSpent() {
    return share() >= 1;
  }

  /** The share of authors to poll rarely: none at 80 % of the budget, all once it is used up. */
  double thrift() {
    return Math.clamp((share() - NEARLY_SPENT) / (1 - NEARLY_SPENT), 0, 1);
  }
}
