package io.crier.application.queue;

import static io.crier.domain.messages.MessageFixture.queued;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final LaneFixture fixture = new LaneFixture();
  private final Lane lane = fixture.lane;
  private final SplittableRandom random = fixture.random;

  @Test
  void isDueAtOnceForAFirstMessageAndNeverWhileEmpty() {
    assertThat(lane.due(NOON)).isEmpty();

    lane.add(List.of(queued(fixture.session)));

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void pausesForAGapBetweenSends() {
    lane.add(List.of(queued(fixture.session), queued(fixture.session)));
    var end = fixture.send(NOON);

    assertThat(fixture.gapAfter(end)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
  }

  @Test
  void restsAfterTheTwentiethSend() {
    fixture.add(42);
    var now = NOON;
    for (int turn = 1; turn <= 40; turn++) {
      now = fixture.send(now);
      var gap = fixture.gapAfter(now);
      if (turn % 20 == 0) {
        assertThat(gap).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
      } else {
        assertThat(gap).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
      }
      now = now.plus(gap);
    }
  }

  @Test
  void isNotDueWhileAMessageIsInFlight() {
    fixture.add(2);
    assertThat(lane.startClaiming(NOON)).isTrue();
    assertThat(lane.due(NOON)).isEmpty();
    assertThat(lane.startClaiming(NOON)).isFalse();

    lane.claimed(lane.head().orElseThrow(), false, NOON);

    assertThat(lane.due(NOON.plusSeconds(100))).isEmpty();
  }

  @Test
  void waitsForMidnightAtTheCap() {
    pace(capped(2));
    fixture.add(4);
    var now = fixture.send(NOON);
    now = fixture.send(now.plusSeconds(9));
    var midnight = Instant.parse("2026-11-22T00:00:00Z");
    assertThat(lane.due(now)).contains(midnight);

    now = fixture.send(midnight);

    assertThat(fixture.gapAfter(now)).isLessThanOrEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void countsASendOverMidnightOnBothDays() {
    pace(capped(1));
    fixture.add(3);
    var before = Instant.parse("2026-11-21T23:59:59Z");
    assertThat(lane.startClaiming(before)).isTrue();
    lane.claimed(lane.head().orElseThrow(), true, before);
    lane.ended(before.plusSeconds(2), random);

    assertThat(lane.due(before.plusSeconds(60))).contains(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @Test
  void isDueOnlyForCodesInQuietHours() {
    pace(quiet("11:00", "13:00"));
    var end = NOON.plus(Duration.ofHours(1));
    lane.add(List.of(queued(fixture.session, Priority.ALERT)));
    assertThat(lane.due(NOON)).contains(end);

    lane.add(List.of(queued(fixture.session, Priority.CODE)));

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void isDueForUnpacedMessagesInGapAndRest() {
    fixture.add(1);
    var end = fixture.send(NOON);
    lane.add(List.of(queued(fixture.session, Priority.UNPACED)));

    assertThat(lane.due(end)).contains(end);
  }

  @Test
  void isNotDueWhilePausedOrUnconnected() {
    fixture.add(1);
    lane.change(fixture.session.paused(true));
    assertThat(lane.due(NOON)).isEmpty();

    lane.change(fixture.session);
    lane.connect(Optional.empty());
    assertThat(lane.due(NOON)).isEmpty();

    lane.connect(Optional.of(NOON));
    assertThat(lane.due(NOON)).isPresent();
  }

  @Test
  void needsNoConnectionForTestMessages() {
    lane.connect(Optional.empty());
    lane.add(
        List.of(
            fixture.message(
                new Handling(Priority.NORMAL, true, Optional.empty(), Optional.empty()))));

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void staysParkedUntilSomethingChanges() {
    fixture.add(1);
    lane.startClaiming(NOON);
    lane.park(NOON.plusSeconds(500));
    assertThat(lane.due(NOON)).contains(NOON.plusSeconds(500));

    lane.unpark();

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void standsAfterAChangeUntilItMaySend() {
    fixture.add(1);
    lane.startClaiming(NOON);
    lane.claimed(lane.head().orElseThrow(), false, NOON);
    lane.stand(NOON.plusSeconds(100));
    lane.returned(NOON, Optional.empty(), random);
    lane.unpark();

    assertThat(lane.queued()).isEqualTo(1);
    assertThat(lane.due(NOON)).contains(NOON.plusSeconds(100));
  }

  @Test
  void isNeverDueOnceLeft() {
    fixture.add(1);
    lane.leave();

    assertThat(lane.due(NOON)).isEmpty();
  }

  @Test
  void reachesOutNeitherUnderARestrictionNorWithoutABudget() {
    assertThat(lane.mayReachOut(NOON)).isTrue();

    lane.change(fixture.session.restricted(NOON.plusSeconds(60)));

    assertThat(lane.mayReachOut(NOON)).isFalse();
    assertThat(lane.mayReachOut(NOON.plusSeconds(60))).isTrue();
  }

  @Test
  void estimatesByTheMessagesAhead() {
    var message = fixture.message(Handling.ORDINARY);

    assertThat(lane.estimate(message, 0, Optional.empty(), Optional.empty(), NOON)).isEqualTo(NOON);
    assertThat(lane.estimate(message, 10, Optional.empty(), Optional.empty(), NOON))
        .isEqualTo(NOON.plusSeconds(89));
  }

  private void pace(Pacing pacing) {
    fixture.session = fixture.session.paced(pacing);
    lane.change(fixture.session);
  }

  private static Pacing capped(int cap) {
    var careful = Pacing.CAREFUL;
    return new Pacing(
        careful.gap(),
        careful.rest(),
        Optional.of(cap),
        Optional.empty(),
        false,
        Optional.empty(),
        false);
  }

  private static Pacing quiet(String from, String to) {
    var hours = new Pacing.QuietHours(LocalTime.parse(from), LocalTime.parse(to), ZoneOffset.UTC);
    return new Pacing(
        Pacing.CAREFUL.gap(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(hours),
        false);
  }

  @Test
  void isStuckWhileNobodyClaimsWhatIsDue() {
    assertThat(lane.stuckSince(NOON)).isEmpty();
    lane.add(List.of(queued(fixture.session)));
    assertThat(lane.stuckSince(NOON.plusSeconds(11))).contains(NOON);

    lane.passOn();
    assertThat(lane.stuckSince(NOON.plusSeconds(11))).isEmpty();
  }

  @Test
  void isStuckSinceItWasLastTried() {
    lane.add(List.of(queued(fixture.session)));
    lane.startClaiming(NOON.plusSeconds(5));
    assertThat(lane.stuckSince(NOON.plusSeconds(11))).contains(NOON.plusSeconds(5));

    lane.release();
    assertThat(lane.stuckSince(NOON.plusSeconds(11))).contains(NOON.plusSeconds(5));
  }

  @Test
  void isNotStuckWhileWhatsAppHasTheMessage() {
    lane.add(List.of(queued(fixture.session)));
    lane.startClaiming(NOON);
    lane.claimed(lane.head().orElseThrow(), false, NOON);

    assertThat(lane.stuckSince(NOON.plusSeconds(60))).isEmpty();
  }
}
