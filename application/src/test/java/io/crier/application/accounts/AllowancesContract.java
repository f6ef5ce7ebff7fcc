package io.crier.application.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Allowances.Bound;
import io.crier.application.accounts.Allowances.Grant;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.accounts.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Allowances} promises, in memory or in a database. */
public interface AllowancesContract {

  LocalDate TODAY = LocalDate.parse("2026-11-21");
  LocalDate TOMORROW = TODAY.plusDays(1);
  LocalDate NEXT_MONTH = LocalDate.parse("2026-12-01");

  Accounts accounts();

  Allowances allowances();

  UnitOfWork unitOfWork();

  @Test
  default void grantsAndCounts() {
    var account = open(Optional.empty());

    assertThat(take(account, 3, plan(10, 100), TODAY)).isEqualTo(new Grant(3, Bound.NONE));
    assertThat(take(account, 2, plan(10, 100), TODAY)).isEqualTo(new Grant(2, Bound.NONE));

    assertThat(usage(account, TODAY)).isEqualTo(new Usage(5, 5));
  }

  @Test
  default void countsAllSendsSinceADay() {
    var account = open(Optional.empty());
    take(account, 3, plan(10, 100), TODAY);
    take(account, 4, plan(10, 100), NEXT_MONTH);
    unitOfWork().run(() -> allowances().giveBack(account, 1, TODAY));

    assertThat(sendsSince(account, TODAY)).isEqualTo(6);
    assertThat(sendsSince(account, TOMORROW)).isEqualTo(4);
    assertThat(sendsSince(account, NEXT_MONTH.plusDays(1))).isZero();
  }

  private long sendsSince(AccountId account, LocalDate day) {
    return unitOfWork().execute(() -> allowances().sendsSince(account, day));
  }

  @Test
  default void enforcesTheDailyLimitAndResetsItTheNextDay() {
    var account = open(Optional.empty());

    assertThat(take(account, 12, plan(10, 100), TODAY)).isEqualTo(new Grant(10, Bound.DAY));
    assertThat(take(account, 1, plan(10, 100), TODAY)).isEqualTo(new Grant(0, Bound.DAY));
    assertThat(take(account, 1, plan(10, 100), TOMORROW)).isEqualTo(new Grant(1, Bound.NONE));

    assertThat(usage(account, TOMORROW)).isEqualTo(new Usage(1, 11));
  }

  @Test
  default void tellsWhatWasSentOnEachDay() {
    var account = open(Optional.empty());
    take(account, 3, plan(10, 100), TODAY);
    take(account, 4, plan(10, 100), TOMORROW);
    take(account, 5, plan(10, 100), NEXT_MONTH);
    take(account, 1, plan(10, 100), TODAY.minusDays(1));
    unitOfWork().run(() -> allowances().giveBack(account, 1, TODAY.minusDays(1)));
    take(open(Optional.empty()), 6, plan(10, 100), TODAY);

    assertThat(
            unitOfWork().execute(() -> allowances().history(account, TODAY.minusDays(9), TOMORROW)))
        .containsExactly(entry(TODAY, 3L), entry(TOMORROW, 4L));
  }

  @Test
  default void enforcesTheMonthlyLimitAndResetsItTheNextMonth() {
    var account = open(Optional.empty());
    take(account, 10, plan(10, 15), TODAY);

    assertThat(take(account, 10, plan(10, 15), TOMORROW)).isEqualTo(new Grant(5, Bound.MONTH));
    assertThat(take(account, 10, plan(10, 15), NEXT_MONTH)).isEqualTo(new Grant(10, Bound.NONE));

    assertThat(usage(account, TOMORROW)).isEqualTo(new Usage(5, 15));
    assertThat(usage(account, NEXT_MONTH)).isEqualTo(new Usage(10, 10));
  }

  @Test
  default void enforcesAndUsesUpCredits() {
    var account = open(Optional.of(4L));

    assertThat(take(account, 3, plan(10, 100), TODAY)).isEqualTo(new Grant(3, Bound.NONE));
    assertThat(take(account, 3, plan(10, 100), TODAY)).isEqualTo(new Grant(1, Bound.CREDITS));

    assertThat(credits(account)).contains(0L);
  }

  @Test
  default void grantsEverythingOnAPlanWithoutLimits() {
    var account = open(Optional.empty());

    assertThat(take(account, 1_000, plan(Plan.UNLIMITED, Plan.UNLIMITED), TODAY))
        .isEqualTo(new Grant(1_000, Bound.NONE));
  }

  @Test
  default void grantsReturnedSendsAgain() {
    var account = open(Optional.of(5L));
    take(account, 5, plan(5, 100), TODAY);

    unitOfWork().run(() -> allowances().giveBack(account, 2, TODAY));

    assertThat(usage(account, TODAY)).isEqualTo(new Usage(3, 3));
    assertThat(credits(account)).contains(2L);
    assertThat(take(account, 3, plan(5, 100), TODAY).granted()).isEqualTo(2);
  }

  @Test
  default void countsEachAccountByItself() {
    var one = open(Optional.empty());
    var other = open(Optional.empty());
    take(one, 10, plan(10, 10), TODAY);

    assertThat(take(other, 10, plan(10, 10), TODAY).granted()).isEqualTo(10);
  }

  @Test
  default void enforcesLimitsExactlyUnderConcurrency() {
    var account = open(Optional.of(50L));

    var granted =
        AtOnce.run(
            8,
            () -> {
              int sum = 0;
              for (int i = 0; i < 10; i++) {
                sum += take(account, 1, plan(60, 60), TODAY).granted();
              }
              return sum;
            });

    assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    assertThat(usage(account, TODAY)).isEqualTo(new Usage(50, 50));
    assertThat(credits(account)).contains(0L);
  }

  private AccountId open(Optional<Long> credits) {
    var account =
        Account.open("Acme", PlanName.PRO, Instant.parse("2026-11-21T12:00:00Z"))
            .withCredits(credits);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private Grant take(AccountId account, int wanted, Plan plan, LocalDate day) {
    return unitOfWork()
        .execute(
            () -> {
              accounts().find(account).orElseThrow();
              return allowances().take(account, wanted, plan, day);
            });
  }

  private Usage usage(AccountId account, LocalDate day) {
    return unitOfWork().execute(() -> allowances().usage(account, day));
  }

  private Optional<Long> credits(AccountId account) {
    return unitOfWork().execute(() -> accounts().find(account).orElseThrow().credits());
  }

  private static Plan plan(long perDay, long perMonth) {
    return new Plan(PlanName.PRO, 1, 1, 1, 100, perDay, perMonth);
  }
}
