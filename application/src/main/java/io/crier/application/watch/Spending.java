package io.crier.application.watch;

import java.time.LocalDate;

/** How many posts were paid for, per UTC day and calendar month; exact however many ask at once. */
public interface Spending {

  /** Sets posts aside before X is asked for them; false, and nothing is, if a limit is too near. */
  boolean reserve(LocalDate day, int posts, Limits limits);

  /** Gives back what was set aside on that day and not used. */
  void giveBack(LocalDate day, int posts);

  Spent spent(LocalDate day);

  /** The most posts a day and a month; {@link Long#MAX_VALUE} stands for no limit. */
  record Limits(long perDay, long perMonth) {}

  /** What is spent or set aside. */
  record Spent(long today, long thisMonth) {}
}
