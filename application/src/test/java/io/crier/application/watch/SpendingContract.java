package io.crier.application.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.watch.Spending.Limits;
import io.crier.application.watch.Spending.Spent;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What every {@link Spending} promises, in memory or in a database. */
public interface SpendingContract {

  LocalDate TODAY = LocalDate.parse("2026-11-30");
  LocalDate TOMORROW = TODAY.plusDays(1);
  LocalDate YESTERDAY = TODAY.minusDays(1);
  Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);

  Spending spending();

  UnitOfWork unitOfWork();

  @Test
  default void countsReservationsForDayAndMonth() {
    assertThat(reserve(YESTERDAY, 3, NONE)).isTrue();
    assertThat(reserve(TODAY, 5, NONE)).isTrue();

    assertThat(spent(TODAY)).isEqualTo(new Spent(5, 8));
    assertThat(spent(TOMORROW)).isEqualTo(new Spent(0, 0));
  }

  @Test
  default void enforcesTheDailyLimitUntilTheNextDay() {
    var limits = new Limits(10, 100);
    assertThat(reserve(TODAY, 8, limits)).isTrue();

    assertThat(reserve(TODAY, 3, limits)).isFalse();

    assertThat(spent(TODAY)).isEqualTo(new Spent(8, 8));
    assertThat(reserve(TODAY, 2, limits)).isTrue();
    assertThat(reserve(TODAY, 1, limits)).isFalse();
    assertThat(reserve(TOMORROW, 1, limits)).isTrue();
  }

  @Test
  default void reservesNothingForTheDayBeyondTheMonthlyLimit() {
    var limits = new Limits(10, 15);
    assertThat(reserve(YESTERDAY, 10, limits)).isTrue();

    assertThat(reserve(TODAY, 6, limits)).isFalse();

    assertThat(spent(TODAY)).isEqualTo(new Spent(0, 10));
    assertThat(reserve(TODAY, 5, limits)).isTrue();
  }

  @Test
  default void reservesReturnedPostsAgain() {
    var limits = new Limits(10, 10);
    reserve(TODAY, 10, limits);

    unitOfWork().run(() -> spending().giveBack(TODAY, 4));

    assertThat(spent(TODAY)).isEqualTo(new Spent(6, 6));
    assertThat(reserve(TODAY, 4, limits)).isTrue();
    assertThat(reserve(TODAY, 1, limits)).isFalse();
  }

  @Test
  default void enforcesTheLimitUnderConcurrency() {
    var limits = new Limits(50, 1_000);

    var granted =
        AtOnce.run(
            16,
            () -> {
              int sum = 0;
              for (int i = 0; i < 10; i++) {
                sum += reserve(TODAY, 1, limits) ? 1 : 0;
              }
              return sum;
            });

    assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    assertThat(spent(TODAY)).isEqualTo(new Spent(50, 50));
  }

  private boolean reserve(LocalDate day, int posts, Limits limits) {
    return unitOfWork().execute(() -> spending().reserve(day, posts, limits));
  }

  private Spent spent(LocalDate day) {
    return unitOfWork().execute(() -> spending().spent(day));
  }
}
