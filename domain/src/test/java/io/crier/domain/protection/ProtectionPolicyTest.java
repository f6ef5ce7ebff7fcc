package io.crier.domain.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProtectionPolicyTest {

  private static final ProtectionPolicy POLICY = new ProtectionPolicy(true, 30, 300, 10, 1_000);

  @Test
  void callsManyTimesTheBusiestDayASpike() {
    assertThat(POLICY.isSpike(2_001, 200)).isTrue();
    assertThat(POLICY.isSpike(2_000, 200)).isFalse();
  }

  @Test
  void callsFewSendsNoSpike() {
    assertThat(POLICY.isSpike(1_000, 1)).isTrue();
    assertThat(POLICY.isSpike(999, 1)).isFalse();
  }

  @Test
  void doesNotCompareWithAPastThatIsEmpty() {
    assertThat(POLICY.isSpike(1_000_000, 0)).isFalse();
  }

  @Test
  void rejectsLimitsThatForbidEverything() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProtectionPolicy(true, 0, 300, 10, 1_000));
  }
}
