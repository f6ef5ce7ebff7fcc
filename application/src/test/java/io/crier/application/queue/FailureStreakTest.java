package io.crier.application.queue;

import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.messages.MessageId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureStreakTest {

  private final FailureStreak streak = new FailureStreak();

  @Test
  void neverPausesForOneMessageAlone() {
    var message = MessageId.next(NOON);

    assertThat(IntStream.range(0, 9).mapToObj(time -> streak.add(message)))
        .allMatch(pause -> pause.isEmpty());
  }

  @Test
  void pausesLongerWithEachMessageUpToALimit() {
    streak.add(MessageId.next(NOON));

    assertThat(streak.add(MessageId.next(NOON))).contains(Duration.ofSeconds(8));
    assertThat(streak.add(MessageId.next(NOON))).contains(Duration.ofSeconds(16));
    for (var more = 0; more < 9; more++) {
      streak.add(MessageId.next(NOON));
    }
    assertThat(streak.add(MessageId.next(NOON))).contains(Duration.ofSeconds(512));
  }

  @Test
  void startsAnewAfterASuccess() {
    streak.add(MessageId.next(NOON));
    streak.end();

    assertThat(streak.add(MessageId.next(NOON))).isEmpty();
  }
}
