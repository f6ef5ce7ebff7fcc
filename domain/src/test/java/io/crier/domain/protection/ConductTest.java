package io.crier.domain.protection;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConductTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final AccountId ACCOUNT = AccountId.next(NOON);

  private Conduct conduct = Conduct.good(ACCOUNT);
  private Instant now = NOON;

  @Test
  void isWarnedBeforeItIsBlocked() {
    assertThat(conduct.nextBlock(now)).isEmpty();

    offend();

    assertThat(conduct.isBlocked(now)).isFalse();
    assertThat(conduct.offendedAt(now)).contains(NOON);
    assertThat(conduct.nextBlock(now)).contains(Duration.ofMinutes(1));
  }

  @Test
  void isBlockedLongerEachTime() {
    offend();

    for (var minutes : new int[] {1, 5, 30, 360, 360}) {
      offend();
      assertThat(conduct.block()).contains(block(Duration.ofMinutes(minutes)));
      assertThat(conduct.isBlocked(now.plus(Duration.ofMinutes(minutes)).minusNanos(1))).isTrue();
      now = now.plus(Duration.ofMinutes(minutes));
      assertThat(conduct.isBlocked(now)).isFalse();
    }
  }

  @Test
  void doesNotCountOffencesWhileBlocked() {
    offend();
    offend();
    var blocked = conduct;

    offend();

    assertThat(conduct).isEqualTo(blocked);
  }

  @Test
  void isForgivenADayAfterItsLastBlock() {
    offend();
    offend();
    var until = conduct.block().orElseThrow().until();

    assertThat(conduct.nextBlock(until.plus(Duration.ofDays(1)).minusNanos(1)))
        .contains(Duration.ofMinutes(5));
    assertThat(conduct.nextBlock(until.plus(Duration.ofDays(1)))).isEmpty();

    now = until.plus(Duration.ofDays(1));
    offend();

    assertThat(conduct.isBlocked(now)).isFalse();
    assertThat(conduct.offences()).isOne();
  }

  @Test
  void keepsItsOffencesWhenABlockIsOver() {
    offend();
    offend();
    now = conduct.block().orElseThrow().until();

    conduct = conduct.unblocked();

    assertThat(conduct.block()).isEmpty();
    assertThat(conduct.nextBlock(now)).contains(Duration.ofMinutes(5));
  }

  @Test
  void startsAnewWhenForgiven() {
    offend();
    offend();

    assertThat(conduct.forgiven()).isEqualTo(Conduct.good(ACCOUNT));
  }

  @Test
  void isNeitherWarnedNorBlockedWhileNotGuarded() {
    conduct = conduct.guarded(false);

    offend();
    offend();

    assertThat(conduct).isEqualTo(Conduct.good(ACCOUNT).guarded(false));
  }

  private void offend() {
    conduct = conduct.offend(Offence.UNKNOWN_NUMBERS, now);
  }

  private Block block(Duration length) {
    return new Block(Offence.UNKNOWN_NUMBERS, now, now.plus(length));
  }
}
