package io.crier.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final AccountId OTHER = new AccountId(new UUID(0, 2));

  private final MovableClock clock = new MovableClock();
  private final RateLimits limits = new RateLimits(clock);

  @Test
  void aPlansRequestsAreLetThroughAndNotOneMore() {
    for (int left = 59; left >= 0; left--) {
      var fare = limits.take(ACCOUNT, 60);
      assertThat(fare.allowed()).isTrue();
      assertThat(fare.remaining()).isEqualTo(left);
    }

    var refused = limits.take(ACCOUNT, 60);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(refused.reset()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
  }

  @Test
  void whoWaitsAsLongAsToldIsLetThrough() {
    exhaust(ACCOUNT);
    clock.pass(limits.take(ACCOUNT, 60).retryAfter());

    assertThat(limits.take(ACCOUNT, 60).allowed()).isTrue();
    assertThat(limits.take(ACCOUNT, 60).allowed()).isFalse();
  }

  @Test
  void accountsDoNotShareALimit() {
    exhaust(ACCOUNT);

    assertThat(limits.take(OTHER, 60).allowed()).isTrue();
  }

  @Test
  void anotherPlanHoldsAtOnce() {
    exhaust(ACCOUNT);

    assertThat(limits.take(ACCOUNT, 100).remaining()).isEqualTo(99);
  }

  private void exhaust(AccountId account) {
    for (int i = 0; i < 60; i++) {
      limits.take(account, 60);
    }
  }
}
