package io.crier.application.accounts;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.Usage;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Counts what accounts have sent, exactly, however many ask at once. */
public interface Allowances {

  /**
   * Takes up to {@code wanted} sends from what the plan and the credits leave on this UTC day, and
   * says how many it got. Locks the account's counters until the unit of work ends.
   */
  Grant take(AccountId account, int wanted, Plan plan, LocalDate day);

  /** Gives sends back that were taken on this day, credits included. */
  void giveBack(AccountId account, int sends, LocalDate day);

  Usage usage(AccountId account, LocalDate day);

  /** How many were granted, and what stopped the rest. */
  record Grant(int granted, Bound bound) {

    /** As many of the wanted sends as the tightest limit leaves. */
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

  /** The limit that a grant ran into. */
  enum Bound {
    NONE,
    DAY,
    MONTH,
    CREDITS
  }
}
