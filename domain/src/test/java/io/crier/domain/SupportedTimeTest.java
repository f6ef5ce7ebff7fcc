package io.crier.domain;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportedTimeTest {

  @ParameterizedTest
  @ValueSource(strings = {"2000-01-01T00:00:00Z", "2199-12-31T23:59:59.999999999Z"})
  void keepsTheYears2000To2199(Instant instant) {
    assertThat(SupportedTime.require("from", instant)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "1999-12-31T23:59:59.999999999Z",
        "2200-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z"
      })
  void refusesAllOthers(Instant instant) {
    assertRefused(INVALID_REQUEST, () -> SupportedTime.require("from", instant));
  }
}
