package io.crier.application.accounts;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.Usage;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counters of sends in memory. */
public final class InMemoryAllowances implements Allowances {

  private final Accounts accounts;
  private final InMemoryTable<Day, Sends> table;

  private record Day(AccountId account, LocalDate date) {}

  private record Sends(Day day, long count) {}

  public InMemoryAllowances(InMemoryUnitOfWork unitOfWork, InMemoryAccounts accounts) {
    this.accounts = accounts;
    this.table =
        new InMemoryTable<>(
            unitOfWork,
            Comparator.comparing(Day::date).thenComparing(day -> day.account().value()));
  }

  @Override
  public Grant take(AccountId account, int wanted, Plan plan, LocalDate day) {
    var credits = credits(account);
    var grant = Grant.of(wanted, plan, usage(account, day), credits);
    add(account, day, grant.granted());
    accounts.setCredits(account, credits.map(left -> left - grant.granted()));
    return grant;
  }

  @Override
  public void giveBack(AccountId account, int sends, LocalDate day) {
    add(account, day, -sends);
    accounts.setCredits(account, credits(account).map(left -> left + sends));
  }

  @Override
  public Usage usage(AccountId account, LocalDate day) {
    var month = YearMonth.from(day);
    return new Usage(
        sum(account, day::equals), sum(account, date -> YearMonth.from(date).equals(month)));
  }

  @Override
  public SortedMap<LocalDate, Long> history(AccountId account, LocalDate first, LocalDate last) {
    var days = new TreeMap<LocalDate, Long>();
    table
        .all(it -> it.day().account().equals(account) && it.count() > 0)
        .forEach(it -> days.put(it.day().date(), it.count()));
    return days.subMap(first, last.plusDays(1));
  }

  @Override
  public long sendsSince(AccountId account, LocalDate day) {
    return sum(account, date -> !date.isBefore(day));
  }

  private long sum(AccountId account, Predicate<LocalDate> wanted) {
    return table
        .all(it -> it.day().account().equals(account) && wanted.test(it.day().date()))
        .stream()
        .mapToLong(Sends::count)
        .sum();
  }

  private void add(AccountId account, LocalDate date, int sends) {
    var day = new Day(account, date);
    var before = table.get(day).map(Sends::count).orElse(0L);
    table.put(day, new Sends(day, before + sends));
  }

  private Optional<Long> credits(AccountId account) {
    return accounts.find(account).flatMap(Account::credits);
  }
}
