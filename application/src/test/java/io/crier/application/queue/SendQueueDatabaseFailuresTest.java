package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Replays;
import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.Acceptance;
import io.crier.application.sending.SendIdempotency;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueueDatabaseFailuresTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void retriesAFailedClaim() {
    var session = world.connected(account, GAPS);
    var message = world.accept(account, session, 1);
    world.server.failBeforeCommit(() -> true);
    world.passSeconds(5);
    world.server.heal();
    world.passSeconds(5);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
  }

  @Test
  void retriesAClaimThatEndedInAnError() {
    var session = world.connected(account, GAPS);
    var message = world.accept(account, session, 1);
    world.server.failBeforeCommit(
        () -> {
          throw new LinkageError("failed on purpose");
        });
    world.passSeconds(5);
    assertThat(world.server.queue.stuck(Duration.ofSeconds(10))).isEmpty();
    world.server.heal();
    world.passSeconds(5);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
  }

  @Test
  void retriesRecordingWithoutSendingAgain() {
    var session = world.connected(account, Pacing.CAREFUL);
    var message = world.accept(account, session, 1);
    world.passSeconds(0.2);
    assertThat(world.status(message)).isEqualTo(SENDING);
    world.server.failBeforeCommit(() -> true);
    world.passSeconds(8);
    world.server.heal();
    world.passSeconds(40);

    assertThat(world.status(message)).isEqualTo(READ);
    fixture.assertEachSentOnce();
  }

  @Test
  void findsAClaimWhoseCommitWentUnnoticed() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.pause(admin(account), session.id());
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.server.controlSession.resume(admin(account), session.id());
    world.passSeconds(0.005);
    world.server.failAfterCommit(() -> world.status(message) == SENDING);
    world.passSeconds(0.1);
    assertThat(world.status(message)).isEqualTo(SENDING);
    assertThat(whatsApp.sent()).isEmpty();
    world.server.heal();
    world.passSeconds(60);

    assertThat(world.status(message)).isEqualTo(READ);
    assertThat(world.status(next)).isEqualTo(READ);
    fixture.assertEachSentOnce();
  }

  @Test
  void sendsAMessageWhoseCommitWentUnnoticed() {
    var session = world.connected(account, GAPS);
    world.server.failAfterCommit(() -> true);
    var acceptance = world.server.acceptMessages.accept(world.request(account, session, 1));
    world.passSeconds(0.001);
    world.server.heal();
    world.passSeconds(10);

    assertThat(acceptance).isCompletedExceptionally();
    assertThat(whatsApp.sent()).hasSize(1);
    assertThat(fixture.usage()).isEqualTo(1);
  }

  @Test
  void replaysABatchWhoseCommitWentUnnoticed() {
    var session = world.connected(account, GAPS);
    var calls = new int[1];
    world.server.failAfterCommit(() -> ++calls[0] == 1);
    var first = world.server.acceptMessages.accept(keyed(session, 1));
    var second = world.server.acceptMessages.accept(keyed(session, 2));
    world.passSeconds(20);

    assertThat(List.of(first, second))
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .isCompletedWithValueMatching(Acceptance.Replayed.class::isInstance));
    assertThat(whatsApp.sent()).hasSize(2);
    assertThat(fixture.usage()).isEqualTo(2);
  }

  private AcceptMessages.Request keyed(Session session, int to) {
    var asked = world.request(account, session, to);
    var key =
        new SendIdempotency(
            "key " + to, "print", accepted -> new Replays.Replay("print", 202, "answer"));
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        asked.to(),
        asked.content(),
        asked.handling(),
        false,
        Optional.of(key));
  }
}
