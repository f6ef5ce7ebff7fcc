package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.sessions.EngineName;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectTurnsTest {

  private static final EngineName WEB = new EngineName("web");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final ConnectTurns turns = new ConnectTurns(engine -> engine.equals(WEB) ? 2 : 100);

  @Test
  void spacesTheConnectsOfAnEngine() {
    assertThat(Stream.generate(() -> turns.next(WEB, NOON)).limit(3))
        .containsExactly(NOON, NOON.plusMillis(500), NOON.plusMillis(1_000));
  }

  @Test
  void letsEnginesConnectAtTheirOwnRates() {
    turns.next(WEB, NOON);
    turns.next(WEB, NOON);

    assertThat(Stream.generate(() -> turns.next(EngineName.SIMULATOR, NOON)).limit(3))
        .containsExactly(NOON, NOON.plusMillis(10), NOON.plusMillis(20));
  }

  @Test
  void doesNotMakeUpForTurnsThatNobodyTook() {
    turns.next(WEB, NOON);

    var later = NOON.plusSeconds(60);
    assertThat(Stream.generate(() -> turns.next(WEB, later)).limit(2))
        .containsExactly(later, later.plusMillis(500));
  }
}
