package io.crier.application.queue;

import static io.crier.domain.messages.MessageFixture.queued;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LaneResumeTest {

  private final LaneFixture fixture = new LaneFixture();
  private final SplittableRandom random = fixture.random;

  @Test
  void countsButIsNotDueBeforeItResumes() {
    var starting = new Lane(fixture.session, 1, NOON);
    starting.connect(Optional.of(NOON));
    starting.add(List.of(queued(fixture.session)));
    assertThat(starting.due(NOON)).isEmpty();

    starting.resume(
        Messages.Trail.NONE, 2, List.of(queued(fixture.session)), Optional.empty(), NOON, random);

    assertThat(starting.queued()).isEqualTo(3);
    assertThat(starting.needsHeads(NOON)).isTrue();
    assertThat(starting.due(NOON)).contains(NOON);
  }

  @Test
  void keepsTheGapAfterARestart() {
    fixture.resume(new Messages.Trail(Optional.of(NOON.minusSeconds(1)), 7, 7, 0));
    fixture.add(1);

    assertThat(Duration.between(NOON.minusSeconds(1), fixture.lane.due(NOON).orElseThrow()))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
    assertThat(fixture.lane.nextTurn()).isEqualTo(8);
  }

  @Test
  void keepsTheRestAfterARestart() {
    fixture.resume(new Messages.Trail(Optional.of(NOON), 20, 20, 0));
    fixture.add(1);

    assertThat(Duration.between(NOON, fixture.lane.due(NOON).orElseThrow()))
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    assertThat(fixture.lane.nextTurn()).isEqualTo(1);
  }

  @Test
  void restsAfterASendInDoubtAfterARestart() {
    fixture.resume(new Messages.Trail(Optional.of(NOON), 20, 20, 0));
    fixture.add(1);
    fixture.lane.doubt();
    fixture.lane.ended(NOON.plusSeconds(31), random);

    assertThat(fixture.gapAfter(NOON.plusSeconds(31)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void keepsTheCapAndTheBudgetAfterARestart() {
    fixture.resume(new Messages.Trail(Optional.of(NOON.minusSeconds(100)), 1, 500, 500));
    fixture.add(1);

    assertThat(fixture.lane.due(NOON)).contains(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(fixture.lane.mayReachOut(NOON)).isFalse();
    assertThat(fixture.lane.mayReachOut(NOON.plus(Duration.ofHours(12)))).isTrue();
  }

  @Test
  void doesNotCatchUpAfterALongPause() {
    fixture.resume(new Messages.Trail(Optional.of(NOON.minus(Duration.ofDays(3))), 7, 0, 0));
    fixture.add(2);
    var end = fixture.send(NOON);

    assertThat(fixture.gapAfter(end)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
  }
}
