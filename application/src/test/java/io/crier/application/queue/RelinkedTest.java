package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.application.queue.SendQueueFixture.ids;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.QUEUE_OF_OTHER_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.QueueDecision;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a queue when its session is linked with another number. */
class RelinkedTest {

  private static final PhoneNumber OTHER = new PhoneNumber("+34698765432");

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final Actor actor = admin(account);
  private final Session session = world.connected(account, GAPS);

  @Test
  void holdsTheQueueOfAnotherNumberUntilSomebodyDecides() {
    var message = queuedAndRelinked(OTHER);

    world.passSeconds(60);

    assertThat(fixture.sentIds()).isEmpty();
    assertThat(world.session(session).status()).isEqualTo(SessionStatus.CONNECTED);
    assertThat(world.session(session).lastError()).contains(QUEUE_OF_OTHER_NUMBER.code());
    assertThat(held(message)).contains(Hold.untilChanged(HoldReason.OTHER_NUMBER));
    assertRefused(
        QUEUE_OF_OTHER_NUMBER, () -> world.server.controlSession.resume(actor, session.id()));
    assertRefused(
        QUEUE_OF_OTHER_NUMBER, () -> world.server.controlSession.start(actor, session.id()));
  }

  @Test
  void sendsAQueueThatIsKept() {
    var message = queuedAndRelinked(OTHER);

    world.server.decideQueue.decide(actor, session.id(), QueueDecision.KEEP);
    world.server.controlSession.resume(actor, session.id());
    world.passSeconds(20);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(message));
    assertThat(world.session(session).lastError()).isEmpty();
  }

  @Test
  void cancelsAQueueThatIsNotKeptAndSendsWhatCameLater() {
    var message = queuedAndRelinked(OTHER);
    var later = world.accept(account, session, 2);

    world.server.decideQueue.decide(actor, session.id(), QueueDecision.CANCEL);
    world.passSeconds(20);

    assertThat(world.status(message)).isEqualTo(MessageStatus.CANCELLED);
    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(later));
  }

  @Test
  void asksNothingIfTheNumberIsTheSame() {
    var message = queuedAndRelinked(World.HOLDER);

    world.passSeconds(20);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(message));
  }

  @Test
  void asksNothingIfNoMessageWaits() {
    relink(OTHER);

    assertThat(world.session(session).awaitsDecision()).isFalse();
    assertThat(world.session(session).number()).contains(OTHER);
  }

  @Test
  void keepsWaitingForTheDecisionAfterARestart() {
    queuedAndRelinked(OTHER);

    world.crash();
    world.restart();
    world.passSeconds(60);

    assertThat(fixture.sentIds()).isEmpty();
    assertThat(world.session(session).awaitsDecision()).isTrue();
  }

  private Message queuedAndRelinked(PhoneNumber number) {
    world.server.controlSession.stop(actor, session.id());
    var message = world.accept(account, session, 1);
    relink(number);
    return message;
  }

  private void relink(PhoneNumber number) {
    world.server.linkSession.logOut(actor, session.id());
    world.passSeconds(1);
    world.server.controlSession.start(actor, session.id());
    world.passSeconds(1);
    world.whatsApp.scan(session.id(), number);
    world.passSeconds(1);
  }

  private Optional<Hold> held(Message message) {
    return world.server.findMessages.find(actor, message.id()).place().orElseThrow().held();
  }
}
