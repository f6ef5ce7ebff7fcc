package io.crier.domain.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneNumberTest {

  @Test
  void masksAllButTheFirstTwoAndTheLastFourDigits() {
    assertThat(new PhoneNumber("+923001234567").masked()).isEqualTo("92******4567");
    assertThat(new PhoneNumber("+1234567").masked()).isEqualTo("12*4567");
  }
}
