package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Server;
import io.crier.application.World;
import io.crier.application.events.Announcements;
import io.crier.application.messages.AwaitMessage;
import io.crier.application.sending.Acceptance;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Any node takes requests for any session; the one that owns it acts on them. */
class SeveralNodesTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final Server other = world.startNode("second");

  @Test
  void theOwnerSendsWithinASecondWhatAnotherNodeAccepted() {
    var message = acceptElsewhere(1);

    world.pass(Duration.ofSeconds(1));

    assertThat(statusOf(message)).isEqualTo(MessageStatus.SENDING);
  }

  @Test
  void keepsTheOrderOfWhatDifferentNodesAccepted() {
    var fast = world.connected(account, Pacing.NONE);
    world.pass(Duration.ofSeconds(1));
    for (var to = 1; to <= 9; to += 3) {
      world.accept(account, fast, to);
      acceptElsewhere(fast, to + 1);
      world.accept(account, fast, to + 2);
    }

    world.pass(Duration.ofMinutes(1));

    assertThat(world.whatsApp.sent(fast.id()))
        .extracting(InMemoryWhatsApp.Sent::body)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 9).mapToObj(to -> "hello " + to).toList());
  }

  @Test
  void keepsTheOrderOfWhatANodeAcceptedThatHadBeenSilent() {
    var fast = world.connected(account, Pacing.NONE);
    world.pass(Duration.ofSeconds(1));
    world.database.run(() -> world.nodes.leave(other.lease.node()));
    world.pass(Duration.ofMillis(900));

    for (var to = 1; to <= 9; to += 2) {
      acceptElsewhere(fast, to);
      world.accept(account, fast, to + 1);
    }
    world.pass(Duration.ofMinutes(1));

    assertThat(world.whatsApp.sent(fast.id()))
        .extracting(InMemoryWhatsApp.Sent::body)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 10).mapToObj(to -> "hello " + to).toList());
  }

  @Test
  void theOwnerFindsWhatNobodyToldItOf() {
    var message = acceptElsewhere(1);
    world.database.run(() -> world.ownerNotes.take(world.server.lease.node()));

    world.pass(Duration.ofSeconds(12));

    assertThat(statusOf(message).isSent()).isTrue();
  }

  @Test
  void nothingLeavesAfterAnotherNodeHasPausedTheSession() {
    for (var to = 1; to <= 5; to++) {
      world.accept(account, session, to);
    }
    world.pass(Duration.ofSeconds(1));

    other.controlSession.pause(admin(account), session.id());
    var sent = sent();
    world.pass(Duration.ofMinutes(10));
    assertThat(sent()).isEqualTo(sent);

    other.controlSession.resume(admin(account), session.id());
    world.pass(Duration.ofMinutes(10));
    assertThat(sent()).isEqualTo(5);
  }

  @Test
  void theOwnerDisconnectsASessionThatAnotherNodeStops() {
    other.controlSession.stop(admin(account), session.id());
    world.pass(Duration.ofSeconds(1));
    assertThat(world.server.runSessions.isConnected(session.id())).isFalse();

    other.controlSession.start(admin(account), session.id());
    world.pass(Duration.ofSeconds(1));
    assertThat(world.server.runSessions.isConnected(session.id())).isTrue();
  }

  @Test
  void answersWhoeverWaitsOnAnotherNode() {
    var message = acceptElsewhere(1);
    var awaiting =
        new AwaitMessage(
            other.findMessages, new Announcements(), other.clockwork, anySession -> false);
    var answer = awaiting.await(admin(account), message.id(), Duration.ofHours(1));
    assertThat(answer).isNotDone();

    world.pass(Duration.ofSeconds(3));

    assertThat(answer).isDone();
    assertThat(answer.join().message().status().isSent()).isTrue();
  }

  private Message acceptElsewhere(int to) {
    return acceptElsewhere(session, to);
  }

  private Message acceptElsewhere(Session by, int to) {
    var acceptance = other.acceptMessages.accept(world.request(account, by, to));
    world.pass(Duration.ofMillis(1));
    return ((Acceptance.Accepted) acceptance.join()).message();
  }

  private MessageStatus statusOf(Message message) {
    return other.findMessages.find(admin(account), message.id()).message().status();
  }

  private int sent() {
    return world.whatsApp.sent(session.id()).size();
  }
}
