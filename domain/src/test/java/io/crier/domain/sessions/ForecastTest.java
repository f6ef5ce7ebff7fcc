package io.crier.domain.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

  private static final Instant START = Instant.parse("2026-03-02T20:00:00Z");
  private static final Pacing.Gap MINUTE =
      new Pacing.Gap(Duration.ofSeconds(30), Duration.ofSeconds(90));

  @Test
  void countsThePauseAfterEachMessageAhead() {
    var forecast = new Forecast(pacing(Optional.empty(), Optional.empty()), START, 7);

    assertThat(forecast.estimate(0, false)).isEqualTo(START);
    assertThat(forecast.estimate(30, false)).isEqualTo("2026-03-02T20:30:00Z");
    assertThat(forecast.estimate(240, false)).isEqualTo("2026-03-03T00:00:00Z");
    assertThat(forecast.estimate(1_440, false)).isEqualTo("2026-03-03T20:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2026-03-02T20:00:00Z",
    "2, 2026-03-02T20:02:00Z",
    "3, 2026-03-03T00:00:00Z",
    "12, 2026-03-03T00:09:00Z",
    "13, 2026-03-04T00:00:00Z",
    "23, 2026-03-05T00:00:00Z",
  })
  void continuesOnTheNextDayWhenTheDailyCapIsReached(int ahead, Instant expected) {
    var forecast = new Forecast(pacing(Optional.of(10), Optional.empty()), START, 7);

    assertThat(forecast.estimate(ahead, false)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2026-03-02T20:00:00Z",
    "59, 2026-03-02T20:59:00Z",
    "60, 2026-03-03T06:00:00Z",
    "61, 2026-03-03T06:01:00Z",
    "960, 2026-03-04T06:00:00Z",
  })
  void leavesOutQuietHours(int ahead, Instant expected) {
    var forecast = new Forecast(pacing(Optional.empty(), quietInRiyadh()), START, 0);

    assertThat(forecast.estimate(ahead, false)).isEqualTo(expected);
  }

  @Test
  void sendsCodesInQuietHours() {
    var forecast = new Forecast(pacing(Optional.empty(), quietInRiyadh()), START, 0);

    assertThat(forecast.estimate(60, true)).isEqualTo("2026-03-02T21:00:00Z");
  }

  @Test
  void startsAfterQuietHours() {
    var night = Instant.parse("2026-03-02T23:30:00Z");
    var forecast = new Forecast(pacing(Optional.of(1), quietInRiyadh()), night, 1);

    assertThat(forecast.estimate(0, false)).isEqualTo("2026-03-03T06:00:00Z");
    assertThat(forecast.estimate(1, false)).isEqualTo("2026-03-04T06:00:00Z");
  }

  @Test
  void sendsAllAtOnceWithoutPauses() {
    assertThat(new Forecast(Pacing.NONE, START, 0).estimate(100_000, false)).isEqualTo(START);
  }

  @Test
  void endsForQueuesThatLastForever() {
    var forecast = new Forecast(pacing(Optional.of(1), quietInRiyadh()), START, 0);

    assertThat(forecast.estimate(Integer.MAX_VALUE, false))
        .isAfter(START.atOffset(ZoneOffset.UTC).plusYears(1).toInstant());
  }

  /** From midnight to nine in Riyadh, which is three hours ahead of UTC. */
  private static Optional<Pacing.QuietHours> quietInRiyadh() {
    return Optional.of(
        new Pacing.QuietHours(LocalTime.MIDNIGHT, LocalTime.of(9, 0), ZoneId.of("Asia/Riyadh")));
  }

  private static Pacing pacing(Optional<Integer> cap, Optional<Pacing.QuietHours> quietHours) {
    return new Pacing(MINUTE, Optional.empty(), cap, Optional.empty(), false, quietHours, false);
  }
}
