package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final RateRule RULE = new RateRule("one", 60, Duration.ofMinutes(1));
  private static final RateRule OTHER = new RateRule("other", 60, Duration.ofMinutes(1));

  private final MovableClock clock = new MovableClock();
  private final RateLimits limits = new RateLimits(clock);

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

    assertThat(limits.decide(new RateRule("one", 100, Duration.ofMinutes(1))).remaining())
        .isEqualTo(99);
  }

  private void exhaust(RateRule rule) {
    for (int i = 0; i < 60; i++) {
      limits.decide(rule);
    }
  }
}
