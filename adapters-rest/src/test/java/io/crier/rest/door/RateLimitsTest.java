package io.crier.rest.door;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.requests.InMemoryRequestPools;
import io.crier.application.requests.LimitRequests;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.Node;
import io.crier.application.sessions.OtherNodes;
import io.crier.rest.door.RatePolicy.FixedWindow;
import io.crier.rest.door.RatePolicy.SlidingLog;
import io.crier.rest.door.RatePolicy.TokenBucket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final RateRule RULE = RateRule.perMinute("one", 60);
  private static final RateRule OTHER = RateRule.perMinute("other", 60);

  private final MovableClock clock = new MovableClock();
  private final VirtualTime time = new VirtualTime();
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryNodes nodes = new InMemoryNodes(unitOfWork, time);
  private final InMemoryRequestPools pools = new InMemoryRequestPools(unitOfWork, time);
  private final Node self = join("self");
  private final RateLimits limits = limits(() -> self);

  @Test
  void allowsExactlyTheLimit() {
    for (int left = 59; left >= 0; left--) {
      var decision = limits.decide(RULE);
      assertThat(decision.allowed()).isTrue();
      assertThat(decision.remaining()).isEqualTo(left);
    }

    var refused = limits.decide(RULE);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(refused.reset()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
  }

  @Test
  void allowsARequestAfterRetryAfter() {
    exhaust(RULE);
    clock.pass(limits.decide(RULE).retryAfter());

    assertThat(limits.decide(RULE).allowed()).isTrue();
    assertThat(limits.decide(RULE).allowed()).isFalse();
  }

  @Test
  void countsBucketsSeparately() {
    exhaust(RULE);

    assertThat(limits.decide(OTHER).allowed()).isTrue();
  }

  @Test
  void appliesAChangedRuleAtOnce() {
    exhaust(RULE);

    assertThat(limits.decide(RateRule.perMinute("one", 100)).remaining()).isEqualTo(99);
  }

  @Test
  void keepsABucketUntilItsWindowEnds() {
    var rule = new RateRule("window", new FixedWindow(1, Duration.ofMinutes(15)));
    limits.decide(rule);

    clock.pass(Duration.ofMinutes(14));

    assertThat(limits.decide(rule).allowed()).isFalse();
  }

  @Test
  void allowsTheWholeLimitToConcurrentCallersAndNoMore() {
    for (var policy :
        List.of(
            new TokenBucket(100, Duration.ofMinutes(1)),
            new FixedWindow(100, Duration.ofMinutes(1)),
            new SlidingLog(60, Duration.ofMinutes(1), 100, Duration.ofSeconds(5)))) {
      var rule = new RateRule("shared", policy);
      var allowed = new AtomicInteger();

      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < 64; caller++) {
          callers.submit(
              () -> {
                for (int request = 0; request < 10; request++) {
                  if (limits.decide(rule).allowed()) {
                    allowed.incrementAndGet();
                  }
                }
              });
        }
      }

      assertThat(allowed).as(policy.toString()).hasValue(100);
    }
  }

  @Test
  void aTokenBucketIsNeverExceededAndUsedUp() {
    var seconds = 300;
    var allowed =
        allowedTo64Callers(new TokenBucket(40, Duration.ofSeconds(2)), seconds, ofMillis(250));

    for (int from = 0; from < allowed.length; from++) {
      var sum = 0;
      for (int to = from; to < allowed.length; to++) {
        sum += allowed[to];
        assertThat(sum).isLessThanOrEqualTo(40 + 5 * (to - from));
      }
    }
    assertThat(sum(allowed, 0, allowed.length)).isGreaterThan(99 * (40 + 20 * seconds) / 100 - 5);
  }

  @Test
  void aFixedWindowIsNeverExceededAndUsedUp() {
    var allowed =
        allowedTo64Callers(
            new FixedWindow(120, Duration.ofMinutes(15)), 4 * 15 * 60, ofMillis(5_000));

    for (int window = 0; window < 4; window++) {
      assertThat(sum(allowed, 180 * window, 180 * (window + 1))).isEqualTo(120);
    }
  }

  @Test
  void aSlidingLogIsNeverExceededAndUsedUp() {
    var allowed =
        allowedTo64Callers(
            new SlidingLog(60, Duration.ofMinutes(1), 100, Duration.ofSeconds(5)),
            600,
            ofMillis(500));

    for (int from = 0; from + 120 <= allowed.length; from++) {
      var inAMinute = sum(allowed, from, from + 120);
      assertThat(inAMinute).isLessThanOrEqualTo(100);
      if (inAMinute > 60) {
        var first = from;
        while (allowed[first] == 0) {
          first++;
        }
        assertThat(sum(allowed, first, Math.min(first + 10, from + 120))).isEqualTo(inAMinute);
      }
    }
    assertThat(sum(allowed, 0, allowed.length)).isEqualTo(1_000);
  }

  /** How many requests pass at each step of the clock while 64 callers want more than that. */
  private int[] allowedTo64Callers(RatePolicy policy, int seconds, Duration step) {
    var rule = new RateRule("shared", policy);
    var allowed = new int[(int) (Duration.ofSeconds(seconds).toMillis() / step.toMillis())];
    for (int at = 0; at < allowed.length; at++) {
      var passed = new AtomicInteger();
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < 64; caller++) {
          callers.submit(
              () -> {
                while (limits.decide(rule).allowed()) {
                  passed.incrementAndGet();
                }
              });
        }
      }
      allowed[at] = passed.get();
      clock.pass(step);
    }
    return allowed;
  }

  private static int sum(int[] of, int from, int to) {
    return Arrays.stream(of, from, to).sum();
  }

  @Test
  void sharesTheLimitWithOtherNodes() {
    var other = join("other");
    var elsewhere = limits(() -> other);
    time.pass(Duration.ofSeconds(2));

    var allowed = 0;
    for (int i = 0; i < 60; i++) {
      allowed += limits.decide(RULE).allowed() ? 1 : 0;
      allowed += elsewhere.decide(RULE).allowed() ? 1 : 0;
    }

    assertThat(allowed).isBetween(60, 63);
    var refused = limits.decide(RULE);
    assertThat(refused.limit()).isEqualTo(60);
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retryAfter()).isPositive();
    assertThat(refused.reset()).isAfter(clock.instant());
  }

  private RateLimits limits(Supplier<Node> node) {
    var others = new OtherNodes(nodes, node, unitOfWork, time.clockwork());
    others.start();
    var limitRequests = new LimitRequests(pools, others, unitOfWork, time.clockwork());
    limitRequests.start();
    return new RateLimits(clock, limitRequests);
  }

  private Node join(String id) {
    return unitOfWork.execute(() -> nodes.join(id, Duration.ofDays(1)));
  }

  private void exhaust(RateRule rule) {
    for (int i = 0; i < 60; i++) {
      limits.decide(rule);
    }
  }
}
