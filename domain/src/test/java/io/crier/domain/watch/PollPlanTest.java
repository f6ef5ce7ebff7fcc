package io.crier.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.crier.domain.watch.PollPlan.Demand;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollPlanTest {

  private static final Duration MIN = Duration.ofSeconds(5);
  private static final Duration MAX = Duration.ofMinutes(30);
  private static final Demand ORDINARY = new Demand(1, 5, false);

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void pollsAllAtTheShortestPeriodIfRequestsSuffice() {
    assertThat(plan(10).periods(Collections.nCopies(50, ORDINARY))).containsOnly(MIN);
  }

  @Test
  void distributesAllRequestsBySquareRoots() {
    var demands =
        List.of(new Demand(1, 1, false), new Demand(4, 1, false), new Demand(4, 4, false));

    var periods = plan(0.1).periods(demands);

    var sumOfRoots = 1 + 2 + 4;
    assertThat(seconds(periods.get(0))).isCloseTo(sumOfRoots / (0.1 * 1), within(0.01));
    assertThat(seconds(periods.get(1))).isCloseTo(sumOfRoots / (0.1 * 2), within(0.01));
    assertThat(seconds(periods.get(2))).isCloseTo(sumOfRoots / (0.1 * 4), within(0.01));
  }

  @Test
  void neverPlansMoreRequestsThanAvailable() {
    for (var i = 0; i < 200; i++) {
      var demands = Stream.generate(this::somebody).limit(random.nextInt(1, 2_000)).toList();
      var budget = random.nextDouble(0.01, 50);

      var periods = plan(budget).periods(demands);

      assertThat(requests(periods)).isLessThan(budget * 1.001);
      assertThat(periods).allSatisfy(it -> assertThat(it).isGreaterThanOrEqualTo(MIN));
    }
  }

  @Test
  void stretchesAllPeriodsIfTheLongestDoNotSuffice() {
    var periods = plan(0.1).periods(Collections.nCopies(10_000, ORDINARY));

    assertThat(periods).containsOnly(Duration.ofSeconds(100_000));
  }

  @Test
  void pollsAuthorsWhoHaveJustPostedAtTheShortestPeriod() {
    var demands = Stream.concat(Stream.of(new Demand(1, 1, true)), ordinary(99)).toList();

    var periods = plan(1).periods(demands);

    assertThat(periods.getFirst()).isEqualTo(MIN);
    assertThat(requests(periods)).isCloseTo(1, within(0.01));
  }

  @Test
  void prefersNoAuthorIfAllHaveJustPosted() {
    var periods = plan(1).periods(Collections.nCopies(100, new Demand(1, 5, true)));

    assertThat(periods).containsOnly(Duration.ofSeconds(100));
  }

  @Test
  void slowsAuthorsWithFewestSubscribersWhenMoneyRunsOut() {
    var demands =
        List.of(new Demand(10, 1, false), new Demand(1, 9, false), new Demand(5, 1, false));

    var periods = new PollPlan(10, MIN, MAX, 0.4).periods(demands);

    assertThat(periods).containsExactly(MIN, MAX, MIN);
  }

  private static Stream<Demand> ordinary(int many) {
    return Collections.nCopies(many, ORDINARY).stream();
  }

  private Demand somebody() {
    return new Demand(random.nextInt(1, 500), random.nextDouble(40), random.nextInt(10) == 0);
  }

  private static PollPlan plan(double requestsPerSecond) {
    return new PollPlan(requestsPerSecond, MIN, MAX, 0);
  }

  private static double requests(List<Duration> periods) {
    return periods.stream().mapToDouble(period -> 1 / seconds(period)).sum();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000d;
  }
}
