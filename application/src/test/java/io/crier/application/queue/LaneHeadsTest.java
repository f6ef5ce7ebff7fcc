package io.crier.application.queue;

import static io.crier.domain.messages.MessageFixture.of;
import static io.crier.domain.messages.MessageFixture.queued;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.Messages;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LaneHeadsTest {

  private final LaneFixture fixture = new LaneFixture();
  private final SplittableRandom random = fixture.random;

  @Test
  void keepsItsHeadsAGaplessBeginningOfTheQueue() {
    for (int round = 0; round < 300; round++) {
      fixture.resume(Messages.Trail.NONE);
      var queue = new ArrayList<Message>();
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            var message =
                fixture.message(of(Priority.values()[random.nextInt(Priority.values().length)]));
            queue.add(message);
            queue.sort(Comparator.comparing(Message::priority));
            fixture.lane.add(List.of(message));
          }
          case 2 -> {
            if (!queue.isEmpty()) {
              var cancelled = queue.remove(random.nextInt(queue.size()));
              if (!fixture.lane.remove(List.of(cancelled.id()))) {
                fixture.lane.recount(queue.size(), fixture.lane.added());
              }
            }
          }
          default -> {
            if (fixture.lane.needsHeads(NOON)) {
              fixture.lane.fill(
                  queue.subList(0, Math.min(10, queue.size())),
                  Optional.empty(),
                  fixture.lane.added());
            }
            if (!queue.isEmpty()) {
              fixture.lane.startClaiming(NOON);
              var head = fixture.lane.head().orElseThrow();
              assertThat(head).isEqualTo(queue.removeFirst());
              fixture.lane.claimed(head, false, NOON);
              fixture.lane.release();
            }
          }
        }
        assertThat(fixture.lane.queued()).isEqualTo(queue.size());
      }
    }
  }

  @Test
  void keepsAMessageThatIsAddedTwiceOnceAmongItsHeads() {
    var message = queued(fixture.session);
    fixture.lane.addBetween(1);
    fixture.lane.fill(List.of(message), Optional.empty(), fixture.lane.added() - 1);
    fixture.lane.add(List.of(message));
    fixture.lane.startClaiming(NOON);
    fixture.lane.claimed(fixture.lane.head().orElseThrow(), false, NOON);

    assertThat(fixture.lane.head()).isEmpty();
  }

  @Test
  void countsMessagesThatAreAddedDuringARecount() {
    var before = fixture.lane.added();
    fixture.add(1);
    fixture.lane.recount(3, before);

    assertThat(fixture.lane.queued()).isEqualTo(4);
  }

  @Test
  void readsTheQueueAgainIfMessagesAreAddedMeanwhile() {
    fixture.add(1);
    var before = fixture.lane.added();
    fixture.lane.add(List.of(queued(fixture.session, Priority.CODE)));
    fixture.lane.fill(List.of(queued(fixture.session)), Optional.empty(), before);

    assertThat(fixture.lane.needsHeads(NOON)).isTrue();
  }

  @Test
  void reportsCancelledMessagesThatAreNotAmongItsHeads() {
    fixture.add(1);

    assertThat(fixture.lane.remove(List.of(queued(fixture.session).id()))).isFalse();
    assertThat(fixture.lane.queued()).isEqualTo(1);
  }
}
