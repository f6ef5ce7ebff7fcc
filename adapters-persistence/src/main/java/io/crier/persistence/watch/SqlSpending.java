package io.crier.persistence.watch;

import io.crier.application.watch.Spending;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.LocalDate;
import java.time.YearMonth;

/** Keeps one counter per UTC day and one per month; the day's is always locked first. */
@Dependent
class SqlSpending implements Spending {

  private final Sql sql;

  @Inject
  SqlSpending(Sql sql) {
    this.sql = sql;
  }

  @Override
  public boolean reserve(LocalDate day, int posts, Limits limits) {
    if (!add(day.toString(), posts, limits.perDay())) {
      return false;
    }
    if (!add(YearMonth.from(day).toString(), posts, limits.perMonth())) {
      subtract(day.toString(), posts);
      return false;
    }
    return true;
  }

  @Override
  public void giveBack(LocalDate day, int posts) {
    subtract(day.toString(), posts);
    subtract(YearMonth.from(day).toString(), posts);
  }

  @Override
  public Spent spent(LocalDate day) {
    return new Spent(spentIn(day.toString()), spentIn(YearMonth.from(day).toString()));
  }

  private boolean add(String period, int posts, long limit) {
    return increment(period, posts, limit)
        || createCounter(period) && increment(period, posts, limit);
  }

  private boolean increment(String period, int posts, long limit) {
    return sql.update(
            "update x_spending set posts = posts + ? where period = ? and posts <= ?",
            posts,
            period,
            limit - posts)
        > 0;
  }

  /** Creates the counter, and returns whether it may have been missing until now. */
  private boolean createCounter(String period) {
    if (!sql.query("select 1 from x_spending where period = ?", row -> 1, period).isEmpty()) {
      return false;
    }
    try {
      sql.update(
          "insert into x_spending (period, posts) values (?, 0)"
              + (sql.isPostgres() ? " on conflict do nothing" : ""),
          period);
    } catch (PersistenceException e) {
      if (!Sql.isDuplicate(e)) {
        throw e;
      }
    }
    return true;
  }

  private void subtract(String period, int posts) {
    sql.update("update x_spending set posts = posts - ? where period = ?", posts, period);
  }

  private long spentIn(String period) {
    return sql
        .query("select posts from x_spending where period = ?", Sql.Row::number, period)
        .stream()
        .findFirst()
        .orElse(0L);
  }
}
