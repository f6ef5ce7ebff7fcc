package io.crier.application.watch;

import java.time.LocalDate;

/** How many posts were paid for, per UTC day and calendar month; exact even under concurrency. */
public interface Spending {

  /**
   * Reserves posts before X is asked for them; returns false and reserves none if that exceeds a
   * limit.
   */
  boolean reserve(LocalDate day, int posts, Limits limits);

  /** Returns posts that were reserved on that day and not used. */
  void giveBack(LocalDate day, int posts);

  Spent spent(LocalDate day);

  /** The maximum posts per day and month; {@link Long#MAX_VALUE} means no limit. */
  record Limits(long perDay, long perMonth) {}

  /** The posts spent or reserved. */
  record Spent(long today, long thisMonth) {}
}
