package io.crier.application.queue;

import static io.crier.domain.messages.MessageFixture.of;
import static io.crier.domain.messages.MessageFixture.queued;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.Messages;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final SplittableRandom random = new SplittableRandom(9);
  private Session session = SessionFixture.connectedSession(AccountId.next(NOON), Pacing.CAREFUL);
  private Lane lane = lane(Messages.Trail.NONE);

  // When

  @Test
  void isDueAtOnceForAFirstMessageAndNeverWhileEmpty() {
    assertThat(lane.due(NOON)).isEmpty();

    lane.add(List.of(queued(session)));

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void pausesForAGapBetweenSends() {
    lane.add(List.of(queued(session), queued(session)));
    var end = send(NOON);

    assertThat(gapAfter(end)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
  }

  @Test
  void restsAfterTheTwentiethSend() {
    add(42);
    var now = NOON;
    for (int turn = 1; turn <= 40; turn++) {
      now = send(now);
      var gap = gapAfter(now);
      if (turn % 20 == 0) {
        assertThat(gap).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
      } else {
        assertThat(gap).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
      }
      now = now.plus(gap);
    }
  }

  @Test
  void isNotDueWhileAMessageIsOnItsWay() {
    add(2);
    assertThat(lane.startClaiming(NOON)).isTrue();
    assertThat(lane.due(NOON)).isEmpty();
    assertThat(lane.startClaiming(NOON)).isFalse();

    lane.claimed(lane.head().orElseThrow(), false, NOON);

    assertThat(lane.due(NOON.plusSeconds(100))).isEmpty();
  }

  @Test
  void waitsForMidnightAtTheCap() {
    pace(capped(2));
    add(4);
    var now = send(NOON);
    now = send(now.plusSeconds(9));
    var midnight = Instant.parse("2026-11-22T00:00:00Z");
    assertThat(lane.due(now)).contains(midnight);

    now = send(midnight);

    assertThat(gapAfter(now)).isLessThanOrEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void countsASendOverMidnightOnBothDays() {
    pace(capped(1));
    add(3);
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
    lane.add(List.of(queued(session, Priority.ALERT)));
    assertThat(lane.due(NOON)).contains(end);

    lane.add(List.of(queued(session, Priority.CODE)));

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void isDueForUnpacedMessagesInGapAndRest() {
    add(1);
    var end = send(NOON);
    lane.add(List.of(queued(session, Priority.UNPACED)));

    assertThat(lane.due(end)).contains(end);
  }

  @Test
  void isNotDueWhilePausedOrUnconnected() {
    add(1);
    lane.change(session.paused(true));
    assertThat(lane.due(NOON)).isEmpty();

    lane.change(session);
    lane.connect(Optional.empty());
    assertThat(lane.due(NOON)).isEmpty();

    lane.connect(Optional.of(NOON));
    assertThat(lane.due(NOON)).isPresent();
  }

  @Test
  void needsNoConnectionForTestMessages() {
    lane.connect(Optional.empty());
    lane.add(
        List.of(message(new Handling(Priority.NORMAL, true, Optional.empty(), Optional.empty()))));

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void staysParkedUntilSomethingChanges() {
    add(1);
    lane.startClaiming(NOON);
    lane.park(NOON.plusSeconds(500));
    assertThat(lane.due(NOON)).contains(NOON.plusSeconds(500));

    lane.unpark();

    assertThat(lane.due(NOON)).contains(NOON);
  }

  @Test
  void keepsAReturnedMessageBackThoughSomethingChanges() {
    add(1);
    lane.startClaiming(NOON);
    lane.claimed(lane.head().orElseThrow(), false, NOON);
    lane.returned(NOON, NOON.plusSeconds(100), random);
    lane.unpark();

    assertThat(lane.queued()).isEqualTo(1);
    assertThat(lane.due(NOON)).contains(NOON.plusSeconds(100));
  }

  @Test
  void isNeverDueOnceLeft() {
    add(1);
    lane.leave();

    assertThat(lane.due(NOON)).isEmpty();
  }

  // Where the last owner stopped

  @Test
  void countsButIsNotDueBeforeItResumes() {
    var starting = new Lane(session, 1, NOON);
    starting.connect(Optional.of(NOON));
    starting.add(List.of(queued(session)));
    assertThat(starting.due(NOON)).isEmpty();

    starting.resume(Messages.Trail.NONE, 2, List.of(queued(session)), NOON, random);

    assertThat(starting.queued()).isEqualTo(3);
    assertThat(starting.needsHeads()).isTrue();
    assertThat(starting.due(NOON)).contains(NOON);
  }

  @Test
  void keepsTheGapAfterARestart() {
    lane = lane(new Messages.Trail(Optional.of(NOON.minusSeconds(1)), 7, 7, 0));
    add(1);

    assertThat(Duration.between(NOON.minusSeconds(1), lane.due(NOON).orElseThrow()))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
    assertThat(lane.nextTurn()).isEqualTo(8);
  }

  @Test
  void keepsTheRestAfterARestart() {
    lane = lane(new Messages.Trail(Optional.of(NOON), 20, 20, 0));
    add(1);

    assertThat(Duration.between(NOON, lane.due(NOON).orElseThrow()))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    assertThat(lane.nextTurn()).isEqualTo(1);
  }

  @Test
  void restsAfterASendInDoubtAfterARestart() {
    lane = lane(new Messages.Trail(Optional.of(NOON), 20, 20, 0));
    add(1);
    lane.doubt();
    lane.ended(NOON.plusSeconds(31), random);

    assertThat(gapAfter(NOON.plusSeconds(31))).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void keepsTheCapAndTheBudgetAfterARestart() {
    lane = lane(new Messages.Trail(Optional.of(NOON.minusSeconds(100)), 1, 500, 500));
    add(1);

    assertThat(lane.due(NOON)).contains(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(lane.mayReachOut(NOON)).isFalse();
    assertThat(lane.mayReachOut(NOON.plus(Duration.ofHours(12)))).isTrue();
  }

  @Test
  void doesNotCatchUpAfterALongPause() {
    lane = lane(new Messages.Trail(Optional.of(NOON.minus(Duration.ofDays(3))), 7, 0, 0));
    add(2);
    var end = send(NOON);

    assertThat(gapAfter(end)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
  }

  // What

  @Test
  void keepsItsHeadsAGaplessBeginningOfTheQueue() {
    for (int round = 0; round < 300; round++) {
      lane = lane(Messages.Trail.NONE);
      var queue = new ArrayList<Message>();
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            var message = message(of(Priority.values()[random.nextInt(Priority.values().length)]));
            queue.add(message);
            queue.sort(Comparator.comparing(Message::priority));
            lane.add(List.of(message));
          }
          case 2 -> {
            if (!queue.isEmpty()) {
              var cancelled = queue.remove(random.nextInt(queue.size()));
              if (!lane.remove(List.of(cancelled.id()))) {
                lane.recount(queue.size(), lane.added());
              }
            }
          }
          default -> {
            if (lane.needsHeads()) {
              lane.fill(queue.subList(0, Math.min(10, queue.size())), lane.added());
            }
            if (!queue.isEmpty()) {
              lane.startClaiming(NOON);
              var head = lane.head().orElseThrow();
              assertThat(head).isEqualTo(queue.removeFirst());
              lane.claimed(head, false, NOON);
              lane.release();
            }
          }
        }
        assertThat(lane.queued()).isEqualTo(queue.size());
      }
    }
  }

  @Test
  void keepsAMessageThatIsAddedTwiceOnceAmongItsHeads() {
    var message = queued(session);
    lane.addBetween(1);
    lane.fill(List.of(message), lane.added() - 1);
    lane.add(List.of(message));
    lane.startClaiming(NOON);
    lane.claimed(lane.head().orElseThrow(), false, NOON);

    assertThat(lane.head()).isEmpty();
  }

  @Test
  void countsMessagesThatAreAddedDuringARecount() {
    var before = lane.added();
    add(1);
    lane.recount(3, before);

    assertThat(lane.queued()).isEqualTo(4);
  }

  @Test
  void readsTheQueueAgainIfMessagesAreAddedMeanwhile() {
    add(1);
    var before = lane.added();
    lane.add(List.of(queued(session, Priority.CODE)));
    lane.fill(List.of(queued(session)), before);

    assertThat(lane.needsHeads()).isTrue();
  }

  @Test
  void reportsCancelledMessagesThatAreNotAmongItsHeads() {
    add(1);

    assertThat(lane.remove(List.of(queued(session).id()))).isFalse();
    assertThat(lane.queued()).isEqualTo(1);
  }

  @Test
  void reachesOutNeitherUnderARestrictionNorWithoutABudget() {
    assertThat(lane.mayReachOut(NOON)).isTrue();

    lane.change(session.restricted(NOON.plusSeconds(60)));

    assertThat(lane.mayReachOut(NOON)).isFalse();
    assertThat(lane.mayReachOut(NOON.plusSeconds(60))).isTrue();
  }

  @Test
  void estimatesByTheMessagesAhead() {
    assertThat(lane.estimate(0, NOON)).isEqualTo(NOON);
    assertThat(lane.estimate(10, NOON)).isEqualTo(NOON.plusSeconds(89));
  }

  // ----

  private Lane lane(Messages.Trail trail) {
    var made = new Lane(session, 1, NOON);
    made.connect(Optional.of(NOON));
    made.resume(trail, 0, List.of(), NOON, random);
    return made;
  }

  private void pace(Pacing pacing) {
    session = session.paced(pacing);
    lane.change(session);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      lane.add(List.of(queued(session)));
    }
  }

  private Message message(Handling handling) {
    return MessageFixture.accepted(
        session.account(), session.id(), MessageFixture.SOMEBODY, handling, NOON);
  }

  /** Claims and ends the next message, which is due; returns when it was due. */
  private Instant send(Instant now) {
    assertThat(lane.startClaiming(now)).isTrue();
    var head = lane.head().orElseGet(() -> queued(session));
    lane.claimed(head, false, now);
    var end = now.plusMillis(700);
    lane.ended(end, random);
    return end;
  }

  private Duration gapAfter(Instant end) {
    return Duration.between(end, lane.due(end).orElseThrow());
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
}
