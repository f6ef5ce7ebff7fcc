package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
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
  void hidesSessionsOfOtherAccounts() {
    var other = admin(world.account());

    assertRefused(SESSION_NOT_FOUND, () -> showQueue.progress(other, session.id()));
    assertRefused(SESSION_NOT_FOUND, () -> showQueue.counts(other, session.id()));
    assertRefused(SESSION_NOT_FOUND, () -> showQueue.next(other, session.id(), 1));
  }
}
