package io.crier.application.watch;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;

/** Spending in memory. */
public final class InMemorySpending implements Spending {

  private final InMemoryTable<LocalDate, Long> days;

  public InMemorySpending(InMemoryUnitOfWork unitOfWork) {
    this.days = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
  }

  @Override
  public boolean reserve(LocalDate day, int posts, Limits limits) {
    var spent = spent(day);
    var granted =
        spent.today() <= limits.perDay() - posts && spent.thisMonth() <= limits.perMonth() - posts;
    if (granted) {
      add(day, posts);
    }
    return granted;
  }

  @Override
  public void giveBack(LocalDate day, int posts) {
    add(day, -posts);
  }

  @Override
  public Spent spent(LocalDate day) {
    var month = YearMonth.from(day);
    return new Spent(
        on(day),
        days.keys(it -> YearMonth.from(it).equals(month)).stream().mapToLong(this::on).sum());
  }

  private void add(LocalDate day, int posts) {
    days.put(day, on(day) + posts);
  }

  private long on(LocalDate day) {
    return days.get(day).orElse(0L);
  }
}
