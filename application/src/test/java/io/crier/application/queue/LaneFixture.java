package io.crier.application.queue;

import static io.crier.domain.messages.MessageFixture.queued;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.Messages;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A lane of a session whose pacing may change. */
final class LaneFixture {

  final SplittableRandom random = new SplittableRandom(9);
  Session session = SessionFixture.connectedSession(AccountId.next(NOON), Pacing.CAREFUL);
  Lane lane = lane(Messages.Trail.NONE);

  /** Replaces the lane by one that continues from this trail. */
  void resume(Messages.Trail trail) {
    lane = lane(trail);
  }

  private Lane lane(Messages.Trail trail) {
    var made = new Lane(session, 1, NOON);
    made.connect(Optional.of(NOON));
    made.resume(trail, 0, List.of(), Optional.empty(), NOON, random);
    return made;
  }

  void add(int count) {
    for (int i = 0; i < count; i++) {
      lane.add(List.of(queued(session)));
    }
  }

  Message message(Handling handling) {
    return MessageFixture.accepted(
        session.account(), session.id(), MessageFixture.SOMEBODY, handling, NOON);
  }

  /** Claims and ends the next message, which is due; returns when it was due. */
  Instant send(Instant now) {
    assertThat(lane.startClaiming(now)).isTrue();
    var head = lane.head().orElseGet(() -> queued(session));
    lane.claimed(head, false, now);
    var end = now.plusMillis(700);
    lane.ended(end, random);
    return end;
  }

  Duration gapAfter(Instant end) {
    return Duration.between(end, lane.due(end).orElseThrow());
  }
}
