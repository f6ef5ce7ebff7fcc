package io.crier.domain.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberReceiptTest {

  private static final Recipient FATIMA = Recipient.parse("+966501234567");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Optional<Instant> SENT = Optional.of(NOON);

  @Test
  void standsForTheStepsBefore() {
    var at = NOON.plusSeconds(5);

    assertThat(MemberReceipt.of(FATIMA, MessageStatus.READ, at, SENT))
        .isEqualTo(new MemberReceipt(FATIMA, Optional.of(at), Optional.of(at), Optional.empty()));
  }

  @Test
  void isNeverBeforeSending() {
    var receipt = MemberReceipt.of(FATIMA, MessageStatus.DELIVERED, NOON.minusSeconds(1), SENT);

    assertThat(receipt.deliveredAt()).contains(NOON);
  }

  @Test
  void keepsTheFirstTimeOfEachStep() {
    var delivered = MemberReceipt.of(FATIMA, MessageStatus.DELIVERED, NOON.plusSeconds(1), SENT);
    var played = MemberReceipt.of(FATIMA, MessageStatus.PLAYED, NOON.plusSeconds(2), SENT);

    assertThat(delivered.and(played).deliveredAt()).contains(NOON.plusSeconds(1));
    assertThat(delivered.and(played).playedAt()).contains(NOON.plusSeconds(2));
    assertThat(played.and(delivered)).isEqualTo(played);
  }
}
