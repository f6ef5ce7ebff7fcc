package io.crier.domain.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaReference;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MissingFileTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SplittableRandom random = new SplittableRandom(1);
  private final MissingFile file =
      new MissingFile(
          MessageId.next(NOON),
          AccountId.next(NOON),
          SessionId.next(NOON),
          new MediaReference("key"),
          0,
          Optional.of(NOON),
          NOON.plus(Duration.ofDays(1)));

  @Test
  void waitsLongerAfterEachFailureButNoMoreThanAnHour() {
    var tried = file;
    var at = NOON;
    while (tried.nextAt().isPresent()) {
      tried = tried.failed(at, random);
      if (tried.nextAt().isPresent()) {
        var pause = Duration.between(at, tried.nextAt().get());
        at = tried.nextAt().get();
        var longest = Math.min(15L << Math.min(tried.attempts() - 1, 10), 3_600);
        assertThat(pause.toMillis()).isBetween(longest * 500, longest * 1_000);
      }
    }
    assertThat(tried.attempts()).isBetween(25, 60);
  }

  @Test
  void countsNoAttemptWhileTheSessionIsNotConnected() {
    var postponed = file.postponed(NOON);

    assertThat(postponed.attempts()).isZero();
    assertThat(postponed.nextAt()).contains(NOON.plusSeconds(60));
    assertThat(file.postponed(NOON.plus(Duration.ofDays(1))).nextAt()).isEmpty();
  }

  @Test
  void beginsAgainWhenSomebodyAsks() {
    var later = NOON.plus(Duration.ofDays(2));

    assertThat(file.failed(NOON, random).givenUp().again(later))
        .isEqualTo(
            new MissingFile(
                file.message(),
                file.account(),
                file.session(),
                file.reference(),
                0,
                Optional.of(later),
                later.plus(Duration.ofDays(1))));
  }

  @Test
  void hidesItsReference() {
    assertThat(file.toString()).doesNotContain("key");
  }
}
