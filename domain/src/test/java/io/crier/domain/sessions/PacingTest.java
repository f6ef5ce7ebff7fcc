package io.crier.domain.sessions;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static io.crier.domain.sessions.SessionProblem.INVALID_PACING;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.sessions.Pacing.Gap;
import io.crier.domain.sessions.Pacing.QuietHours;
import io.crier.domain.sessions.Pacing.Rest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final RandomGenerator random = new SplittableRandom(7);

  @Test
  void drawsGapsUniformlyWithinTheirSpan() {
    var gap = Pacing.CAREFUL.gap();
    var draws = 100_000;
    var seconds = new int[4];
    for (int i = 0; i < draws; i++) {
      var drawn = gap.draw(random);
      assertThat(drawn).isBetween(gap.min(), gap.max());
      seconds[Math.min(3, (int) drawn.minus(gap.min()).toSeconds())]++;
    }

    for (var inThisSecond : seconds) {
      assertThat(inThisSecond).isBetween(draws / 4 - 1_000, draws / 4 + 1_000);
    }
  }

  @Test
  void drawsBothEndsOfASpan() {
    var gap = new Gap(Duration.ofMillis(5), Duration.ofMillis(7));
    var seen =
        random
            .longs(1_000)
            .mapToObj(any -> gap.draw(random).toMillis())
            .distinct()
            .sorted()
            .toList();

    assertThat(seen).containsExactly(5L, 6L, 7L);
  }

  @Test
  void drawsTheOnlyValueOfAZeroLengthSpan() {
    var gap = new Gap(Duration.ofSeconds(3), Duration.ofSeconds(3));

    assertThat(gap.draw(random)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void restsAfterTheTwentiethSendAndPausesAfterOthers() {
    for (int turn = 1; turn < 20; turn++) {
      assertThat(Pacing.CAREFUL.pauseAfter(turn, random))
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
    }
    assertThat(Pacing.CAREFUL.pauseAfter(20, random))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  @Test
  void averagesNineAndAQuarterSecondsPerSend() {
    // 19 gaps of 7 s and one rest of 45 s
    assertThat(Pacing.CAREFUL.meanPause()).isEqualTo(Duration.ofMillis(8_900));
    assertThat(Pacing.NONE.meanPause()).isZero();
  }

  @Test
  void rejectsInvalidSpans() {
    assertRefused(INVALID_PACING, () -> new Gap(Duration.ofMillis(-1), Duration.ZERO));
    assertRefused(INVALID_PACING, () -> new Gap(Duration.ofMillis(2), Duration.ofMillis(1)));
    assertRefused(INVALID_PACING, () -> new Gap(Duration.ZERO, Duration.ofDays(1).plusMillis(1)));
    assertRefused(INVALID_PACING, () -> new Rest(0, Duration.ZERO, Duration.ZERO));
    assertRefused(INVALID_PACING, () -> new Rest(1, Duration.ofMillis(2), Duration.ofMillis(1)));
  }

  @Test
  void rejectsACapOfZero() {
    assertRefused(INVALID_PACING, () -> capped(Optional.of(0), Optional.empty()));
    assertRefused(INVALID_PACING, () -> capped(Optional.of(1), Optional.of(-1)));
  }

  @ParameterizedTest
  @CsvSource({"0,100", "1,200", "2,300", "3,400", "4,500", "5,500", "400,500"})
  void growsTheNewContactBudgetForFiveDays(int days, int budget) {
    var linkedAt = NOON.minus(days, ChronoUnit.DAYS);

    assertThat(Pacing.CAREFUL.newContactBudget(linkedAt, NOON)).contains(budget);
  }

  @Test
  void growsTheNewContactBudgetAtMidnightUtc() {
    var linkedAt = Instant.parse("2026-11-20T23:59:59Z");

    assertThat(Pacing.CAREFUL.newContactBudget(linkedAt, linkedAt)).contains(100);
    assertThat(Pacing.CAREFUL.newContactBudget(linkedAt, linkedAt.plusSeconds(1))).contains(200);
  }

  @Test
  void keepsAFixedBudgetAndHasNoneWithoutACap() {
    var set = capped(Optional.of(500), Optional.of(7));

    assertThat(set.newContactBudget(NOON, NOON)).contains(7);
    assertThat(Pacing.NONE.newContactBudget(NOON, NOON)).isEmpty();
  }

  @Test
  void allowsANewContactUnderTheSmallestCap() {
    assertThat(capped(Optional.of(1), Optional.empty()).newContactBudget(NOON, NOON)).contains(1);
  }

  @Test
  void typesLongerForLongerTextsUpToSixSeconds() {
    assertThat(Pacing.CAREFUL.typingFor(1)).isEqualTo(Duration.ofMillis(540));
    assertThat(Pacing.CAREFUL.typingFor(50)).isEqualTo(Duration.ofMillis(2_500));
    assertThat(Pacing.CAREFUL.typingFor(4_096)).isEqualTo(Duration.ofSeconds(6));
    assertThat(Pacing.NONE.typingFor(4_096)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // local time, end (or the moment itself)
    "2026-11-21T12:59:59+01:00, 2026-11-21T12:59:59+01:00",
    "2026-11-21T13:00:00+01:00, 2026-11-21T15:00:00+01:00",
    "2026-11-21T14:59:59+01:00, 2026-11-21T15:00:00+01:00",
    "2026-11-21T15:00:00+01:00, 2026-11-21T15:00:00+01:00",
  })
  void endsQuietHoursOnTheSameDay(String at, String end) {
    assertEnds("13:00", "15:00", at, end);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T21:59:59+01:00, 2026-11-21T21:59:59+01:00",
    "2026-11-21T22:00:00+01:00, 2026-11-22T07:00:00+01:00",
    "2026-11-22T06:59:59+01:00, 2026-11-22T07:00:00+01:00",
    "2026-11-22T07:00:00+01:00, 2026-11-22T07:00:00+01:00",
    // the night in which clocks go forward, and the one in which they go back
    "2026-03-28T23:00:00+01:00, 2026-03-29T07:00:00+02:00",
    "2026-10-24T23:00:00+02:00, 2026-10-25T07:00:00+01:00",
  })
  void endsQuietHoursOverMidnightInTheMorning(String at, String end) {
    assertEnds("22:00", "07:00", at, end);
  }

  @ParameterizedTest
  @CsvSource({
    // 02:30 does not exist on the 29th of March: 02:00 is 03:00
    "2026-03-29T01:00:00+01:00, 2026-03-29T03:00:00+02:00",
    "2026-03-28T23:00:00+01:00, 2026-03-29T03:00:00+02:00",
    // and exists twice on the 25th of October
    "2026-10-25T01:00:00+02:00, 2026-10-25T02:30:00+02:00",
    "2026-10-25T02:10:00+01:00, 2026-10-25T02:30:00+01:00",
  })
  void endsQuietHoursInAMissingOrRepeatedHour(String at, String end) {
    assertEnds("22:00", "02:30", at, end);
  }

  @Test
  void neverEndsQuietHoursInThePastOrWithinThem() {
    var hours = new QuietHours(LocalTime.of(22, 0), LocalTime.of(2, 30), BERLIN);
    for (var day : new String[] {"2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"}) {
      var start = Instant.parse(day);
      for (var minute = 0; minute < 2 * 24 * 60; minute++) {
        var at = start.plus(minute, ChronoUnit.MINUTES);
        var end = hours.endFor(at);

        assertThat(end).isAfterOrEqualTo(at);
        assertThat(end).isBefore(at.plus(Duration.ofHours(6)));
      }
    }
  }

  @Test
  void rejectsQuietHoursThatNeverEnd() {
    assertRefused(
        INVALID_PACING, () -> new QuietHours(LocalTime.NOON, LocalTime.NOON, ZoneId.of("UTC")));
  }

  private static void assertEnds(String from, String to, String at, String end) {
    var hours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to), BERLIN);

    assertThat(hours.endFor(instant(at))).isEqualTo(instant(end));
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Pacing capped(Optional<Integer> cap, Optional<Integer> newContacts) {
    var none = Pacing.NONE;
    return new Pacing(none.gap(), none.rest(), cap, newContacts, false, none.quietHours(), false);
  }
}
