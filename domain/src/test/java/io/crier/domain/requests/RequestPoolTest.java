package io.crier.domain.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestPoolTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final RequestLimit LIMIT = new RequestLimit(60, Duration.ofMinutes(1));

  @Test
  void fillsEvenlyUpToTheLimit() {
    var empty = RequestPool.full(LIMIT, NOON).with(LIMIT, -60);

    assertThat(empty.at(LIMIT, NOON.plusSeconds(10)).left()).isEqualTo(10);
    assertThat(empty.at(LIMIT, NOON.plusSeconds(90)).left()).isEqualTo(60);
  }

  @Test
  void paysDebtsFirst() {
    var debt = RequestPool.full(LIMIT, NOON).with(LIMIT, -80);

    assertThat(debt.at(LIMIT, NOON.plusSeconds(20)).grant(LIMIT, 1)).isZero();
    assertThat(debt.at(LIMIT, NOON.plusSeconds(21)).grant(LIMIT, 1)).isOne();
  }

  @Test
  void ignoresATimeThatHasPassed() {
    var empty = RequestPool.full(LIMIT, NOON).with(LIMIT, -60);

    assertThat(empty.at(LIMIT, NOON.minusSeconds(10))).isEqualTo(empty);
  }

  @Test
  void grantsHalfAtMostUnlessThatReturnsWithinASecond() {
    var full = RequestPool.full(LIMIT, NOON);

    assertThat(full.grant(LIMIT, 10)).isEqualTo(10);
    assertThat(full.grant(LIMIT, 100)).isEqualTo(30);
    assertThat(full.with(LIMIT, -58.5).grant(LIMIT, 100)).isOne();
    assertThat(full.with(LIMIT, -58).grant(LIMIT, 100)).isOne();
    assertThat(full.with(LIMIT, -59.5).grant(LIMIT, 100)).isZero();
  }

  @Test
  void neverHoldsMoreThanTheLimit() {
    assertThat(RequestPool.full(LIMIT, NOON).with(LIMIT, 5).left()).isEqualTo(60);
  }
}
