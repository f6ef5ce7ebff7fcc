package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.door.RatePolicy.FixedWindow;
import io.crier.rest.door.RatePolicy.SlidingLog;
import io.crier.rest.door.RatePolicy.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestCounterTest {

  private static final SlidingLog LOG =
      new SlidingLog(60, Duration.ofMinutes(1), 100, Duration.ofSeconds(5));

  private final MovableClock clock = new MovableClock();

  @Test
  void aTokenBucketHoldsABurstAndRefillsEvenly() {
    var counter = RequestCounter.of(new TokenBucket(40, Duration.ofSeconds(2)), clock);

    assertThat(allowedAtOnce(counter)).isEqualTo(40);
    clock.pass(Duration.ofMillis(500));
    assertThat(allowedAtOnce(counter)).isEqualTo(10);
  }

  @Test
  void aFixedWindowAllowsNothingUntilItEnds() {
    var counter = RequestCounter.of(new FixedWindow(120, Duration.ofMinutes(15)), clock);
    assertThat(allowedAtOnce(counter)).isEqualTo(120);

    clock.pass(Duration.ofMinutes(10));
    var refused = counter.count();

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(5));
    clock.pass(refused.retryAfter());
    assertThat(allowedAtOnce(counter)).isEqualTo(120);
  }

  @Test
  void aSlidingLogAllowsABurstAndThenNothingUntilItIsForgotten() {
    var counter = RequestCounter.of(LOG, clock);
    assertThat(allowedAtOnce(counter)).isEqualTo(100);

    clock.pass(Duration.ofSeconds(6));
    var refused = counter.count();

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(54));
    clock.pass(refused.retryAfter());
    assertThat(allowedAtOnce(counter)).isEqualTo(100);
  }

  @Test
  void aSlidingLogSpreadsSixtyRequestsOverAMinute() {
    var counter = RequestCounter.of(LOG, clock);

    for (int second = 0; second < 600; second++) {
      assertThat(counter.count().allowed()).isTrue();
      clock.pass(Duration.ofSeconds(1));
    }
  }

  /** The definition, with a the requests of the last 60 s and b those of the last 5 s. */
  @Test
  void aSlidingLogDecidesAsItsDefinitionDoes() {
    var random = new Random(1);
    var counter = RequestCounter.of(LOG, clock);
    var passed = new ArrayList<Instant>();
    var refused = 0;

    for (int request = 0; request < 20_000; request++) {
      clock.pass(
          Duration.ofMillis(random.nextInt(100) < 2 ? random.nextInt(70_000) : random.nextInt(60)));
      var a = within(passed, LOG.per());
      var b = within(passed, LOG.burst());

      var decision = counter.count();

      assertThat(decision.allowed()).isEqualTo(a < 60 || a == b && a < 100);
      if (decision.allowed()) {
        passed.add(clock.instant());
      } else {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void allowsARequestAfterRetryAfterAndNoneBefore() {
    for (var policy :
        List.of(
            new TokenBucket(40, Duration.ofSeconds(2)),
            new FixedWindow(120, Duration.ofMinutes(15)),
            LOG)) {
      var counter = RequestCounter.of(policy, clock);
      allowedAtOnce(counter);
      var retryAfter = counter.count().retryAfter();

      clock.pass(retryAfter.minusMillis(1));
      assertThat(counter.count().allowed()).as(policy.toString()).isFalse();
      clock.pass(Duration.ofMillis(1));
      assertThat(counter.count().allowed()).as(policy.toString()).isTrue();
    }
  }

  @Test
  void reportsWhatRemainsAndWhenTheLimitIsFullAgain() {
    for (var policy :
        List.of(
            new TokenBucket(100, Duration.ofMinutes(1)),
            new FixedWindow(100, Duration.ofMinutes(1)),
            LOG)) {
      var counter = RequestCounter.of(policy, clock);
      allowedAtOnce(counter);

      var decision = counter.count();

      assertThat(decision.limit()).isEqualTo(100);
      assertThat(decision.remaining()).isZero();
      assertThat(decision.reset())
          .as(policy.toString())
          .isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
    }
  }

  private long within(List<Instant> requests, Duration time) {
    return requests.stream().filter(it -> it.plus(time).isAfter(clock.instant())).count();
  }

  private static int allowedAtOnce(RequestCounter counter) {
    var allowed = 0;
    while (counter.count().allowed()) {
      allowed++;
    }
    return allowed;
  }
}
