package io.crier.persistence.accounts;

import io.crier.application.accounts.Allowances;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.Usage;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps one counter per account and day, guarded by the lock on the account's credits. Each batch
 * of accepted messages takes from it.
 */
@Dependent
class SqlAllowances implements Allowances {

  private final Sql sql;

  @Inject
  SqlAllowances(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Grant take(AccountId account, int wanted, Plan plan, LocalDate day) {
    var credits = lock(account);
    var grant = Grant.of(wanted, plan, usage(account, day), credits);
    if (grant.granted() > 0) {
      addToCounter(account, day, grant.granted());
      credits.ifPresent(remaining -> setCredits(account, remaining - grant.granted()));
    }
    return grant;
  }

  @Override
  public void giveBack(AccountId account, int sends, LocalDate day) {
    var credits = lock(account);
    addToCounter(account, day, -sends);
    credits.ifPresent(remaining -> setCredits(account, remaining + sends));
  }

  @Override
  public Usage usage(AccountId account, LocalDate day) {
    var month = YearMonth.from(day);
    return sql.query(
            """
            select coalesce(sum(case when on_day = ? then sends else 0 end), 0),
                   coalesce(sum(sends), 0)
            from daily_sends where account_id = ? and on_day between ? and ?
            """,
            row -> new Usage(row.number(), row.number()),
            day,
            account.value(),
            month.atDay(1),
            month.atEndOfMonth())
        .getFirst();
  }

  @Override
  public SortedMap<LocalDate, Long> history(AccountId account, LocalDate first, LocalDate last) {
    var days = new TreeMap<LocalDate, Long>();
    sql.query(
            "select on_day, sends from daily_sends"
                + " where account_id = ? and on_day between ? and ? and sends > 0",
            row -> new Sends(row.maybe(LocalDate.class).orElseThrow(), row.number()),
            account.value(),
            first,
            last)
        .forEach(sends -> days.put(sends.day(), sends.count()));
    return days;
  }

  private record Sends(LocalDate day, long count) {}

  @Override
  public long sendsSince(AccountId account, LocalDate day) {
    return sql.query(
            "select coalesce(sum(sends), 0) from daily_sends where account_id = ? and on_day >= ?",
            Sql.Row::number,
            account.value(),
            day)
        .getFirst();
  }

  /** The credits that the account has left, if they are limited. */
  private Optional<Long> lock(AccountId account) {
    return sql.query(
            "select credits from allowance where account_id = ? for update",
            row -> row.maybe(Long.class),
            account.value())
        .getFirst();
  }

  private void setCredits(AccountId account, long credits) {
    sql.update("update allowance set credits = ? where account_id = ?", credits, account.value());
  }

  private void addToCounter(AccountId account, LocalDate day, int sends) {
    var changed =
        sql.update(
            "update daily_sends set sends = sends + ? where account_id = ? and on_day = ?",
            sends,
            account.value(),
            day);
    if (changed == 0) {
      sql.update(
          "insert into daily_sends (sends, account_id, on_day) values (?, ?, ?)",
          sends,
          account.value(),
          day);
    }
  }
}
