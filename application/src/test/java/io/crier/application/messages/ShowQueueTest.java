package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.application.messages.FindMessages.Found;
import io.crier.application.sessions.Engine;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowQueueTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final Actor actor = admin(account);
  private final ShowQueue showQueue =
      new ShowQueue(
          world.messages, world.server.findSessions, world.server.places, world.database, world);

  @Test
  void showsWhatIsPendingAndWhatWasSentToday() {
    world.whatsApp.sendReceipts(false);
    var first = world.accept(account, session, 1);
    var second = world.accept(account, session, 2);
    assertThat(showQueue.progress(actor, session.id()).pending()).isEqualTo(2);
    assertThat(showQueue.next(actor, session.id(), 10))
        .extracting(found -> found.message().id())
        .containsExactly(first.id(), second.id());
    assertThat(showQueue.next(actor, session.id(), 1)).hasSize(1);

    world.pass(Duration.ofMinutes(1));

    assertThat(showQueue.progress(actor, session.id())).isEqualTo(new ShowQueue.Progress(0, 2));
    assertThat(showQueue.counts(actor, session.id())).isEqualTo(Map.of(MessageStatus.SENT, 2));
    assertThat(showQueue.next(actor, session.id(), 10)).isEmpty();
  }

  @Test
  void tellsThePlaceOfWhatWaitsAndWhatHoldsIt() {
    world.accept(account, session, 1);
    world.accept(account, session, 2);
    world.accept(account, session, 3);
    world.pass(Duration.ofSeconds(1));
    world.server.controlSession.pause(actor, session.id());

    var next = showQueue.next(actor, session.id(), 10);

    assertThat(next)
        .extracting(it -> it.place().map(Place::position))
        .endsWith(Optional.of(next.size() - 1));
    assertThat(next.getLast().place().orElseThrow().held())
        .map(Hold::reason)
        .contains(HoldReason.PAUSED);
  }

  @Test
  void tellsThatMessagesWaitForARetryAndWhichAreBehindThem() {
    var until = world.instant().plus(Duration.ofMinutes(5));
    world.whatsApp.willAnswer(new Engine.Outcome.Failed(Fault.RATE_LIMITED, Optional.of(until)));
    var returned = world.accept(account, session, 1);
    world.pass(Duration.ofSeconds(1));
    var behind = world.accept(account, session, 1);
    var other = world.accept(account, session, 2);
    var last = world.accept(account, session, 3);
    var held = Optional.of(Hold.until(until, HoldReason.RETRY));

    var next = showQueue.next(actor, session.id(), 10);

    assertThat(next)
        .extracting(it -> it.message().id(), it -> position(it), it -> held(it))
        .containsExactly(
            tuple(other.id(), 0, Optional.empty()),
            tuple(last.id(), 1, Optional.empty()),
            tuple(returned.id(), 0, held),
            tuple(behind.id(), 1, held));
    assertThat(next)
        .allSatisfy(
            it -> {
              var alone = world.server.findMessages.find(actor, it.message().id());
              assertThat(position(alone)).isEqualTo(position(it));
              assertThat(held(alone)).isEqualTo(held(it));
            });
    assertThat(estimate(next.get(1))).isBefore(until);
    assertThat(estimate(next.get(2))).isEqualTo(until);
    assertThat(estimate(next.get(3))).isAfter(until);
  }

  private static int position(Found found) {
    return found.place().orElseThrow().position();
  }

  private static Optional<Hold> held(Found found) {
    return found.place().orElseThrow().held();
  }

  private static Instant estimate(Found found) {
    return found.place().orElseThrow().estimatedSendAt().orElseThrow();
  }

  @Test
  void hidesSessionsOfOtherAccounts() {
    var other = admin(world.account());

    assertRefused(SESSION_NOT_FOUND, () -> showQueue.progress(other, session.id()));
    assertRefused(SESSION_NOT_FOUND, () -> showQueue.counts(other, session.id()));
    assertRefused(SESSION_NOT_FOUND, () -> showQueue.next(other, session.id(), 1));
  }
}
