package io.crier.application.accounts;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.Usage;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Counts what accounts have sent, exactly, even under concurrency. */
public interface Allowances {

  /**
   * Takes up to {@code wanted} sends from what the plan and the credits allow on this UTC day, and
   * returns how many were granted. Locks the account's counters until the unit of work ends.
   */
  Grant take(AccountId account, int wanted, Plan plan, LocalDate day);

  /** Returns sends that were taken on this day, including their credits. */
  void giveBack(AccountId account, int sends, LocalDate day);

  Usage usage(AccountId account, LocalDate day);

  /** The sends of each day from the first to the last; days without any are left out. */
  SortedMap<LocalDate, Long> history(AccountId account, LocalDate first, LocalDate last);

  /** All sends that were taken since this day and not returned. */
  long sendsSince(AccountId account, LocalDate day);

  /** How many sends were granted, and which limit stopped the rest. */
  record Grant(int granted, Bound bound) {

    /** Grants as many of the wanted sends as the tightest limit allows. */
    public static Grant of(int wanted, Plan plan, Usage usage, Optional<Long> credits) {
      var granted = (long) wanted;
      var bound = Bound.NONE;
      var left =
          Map.of(
              Bound.DAY, plan.sendsPerDay() - usage.sendsToday(),
              Bound.MONTH, plan.sendsPerMonth() - usage.sendsThisMonth(),
              Bound.CREDITS, credits.orElse(Plan.UNLIMITED));
      for (var each : Bound.values()) {
        var most = Math.max(0, left.getOrDefault(each, Plan.UNLIMITED));
        if (most < granted) {
          granted = most;
          bound = each;
        }
      }
      return new Grant((int) granted, bound);
    }
  }

  /** The limit that stopped a grant. */
  enum Bound {
    NONE,
    DAY,
    MONTH,
    CREDITS,
    TRIAL
  }
}
