package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.testing;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.UNPACED_NOT_ALLOWED;
import static io.crier.domain.messages.MessageStatus.CANCELLED;
import static io.crier.domain.messages.MessageStatus.FAILED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.SESSION_DISABLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.application.World;
import io.crier.application.messages.Messages;
import io.crier.application.sending.SendNow.Outcome;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendNowTest {

  private static final Pacing SLOW_BUT_UNPACED_ALLOWED =
      new Pacing(
          Pacing.CAREFUL.gap(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          true);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, SLOW_BUT_UNPACED_ALLOWED);
  private final Actor actor = admin(account);
  private final SendNow sendNow = sendNow();

  @Test
  void sendsAtOnce() {
    var first = send(1);
    var second = send(2);
    world.passSeconds(1);

    assertThat(first.join()).isInstanceOf(Outcome.Sent.class);
    assertThat(second.join()).isInstanceOf(Outcome.Sent.class);
    assertThat(usage()).isEqualTo(2);
  }

  @Test
  void overtakesPacedMessages() {
    world.accept(account, session, 1);
    world.accept(account, session, 2);

    var outcome = send(3);
    world.passSeconds(1);

    assertThat(outcome).isCompletedWithValueMatching(it -> it instanceof Outcome.Sent);
  }

  @Test
  void refusesWhatTheSessionDoesNotAllow() {
    var paced = world.connected(account, Pacing.CAREFUL);
    var unlinked = world.create(account, SLOW_BUT_UNPACED_ALLOWED);

    assertRefused(UNPACED_NOT_ALLOWED, () -> sendNow.send(actor, text(paced, 1)));
    assertRefused(NOT_CONNECTED, () -> sendNow.send(actor, text(unlinked, 1)));
    assertRefused(
        ROLE_REQUIRED, () -> sendNow.send(Actors.in(account, Role.READ), text(session, 1)));
    world.server.controlSession.pause(actor, session.id());
    assertRefused(NOT_CONNECTED, () -> send(1));
    world.server.controlSession.disable(Actors.OPERATOR, session.id(), true);
    assertRefused(SESSION_DISABLED, () -> send(1));
    assertThat(usage()).isZero();
  }

  @Test
  void sendsTestMessagesWhetherTheSessionIsConnectedOrNot() {
    var unlinked = world.create(account, SLOW_BUT_UNPACED_ALLOWED);

    var outcome = sendNow.send(testing(actor), text(unlinked, 1));
    world.passSeconds(1);

    assertThat(((Outcome.Sent) outcome.join()).message().whatsAppId().value()).startsWith("sim_");
    assertThat(usage()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE_FAILED", "NOT_CONNECTED", "RATE_LIMITED"})
  void withdrawsAMessageAfterItsFirstFailure(Fault fault) {
    world.whatsApp.willFail(fault);

    var outcome = send(1);
    world.passSeconds(1);

    assertThat(outcome.join())
        .isInstanceOf(
            switch (fault) {
              case ENGINE_FAILED -> Outcome.Failed.class;
              case NOT_CONNECTED -> Outcome.Unreachable.class;
              default -> Outcome.Overloaded.class;
            });
    world.pass(Duration.ofMinutes(10));
    assertThat(world.steps(onlyMessage())).containsExactly(QUEUED, SENDING, QUEUED, CANCELLED);
    assertThat(world.whatsApp.sent()).isEmpty();
    assertThat(usage()).isZero();
  }

  @Test
  void rejectsWhatWhatsAppRefusesForGood() {
    world.whatsApp.willFail(Fault.RECIPIENT_REFUSED);

    var outcome = send(1);
    world.passSeconds(1);

    assertThat(outcome.join()).isEqualTo(new Outcome.Rejected(Fault.RECIPIENT_REFUSED));
    assertThat(usage()).isZero();
  }

  @Test
  void givesUpAMessageWithoutAnAnswerAndRefundsItOnce() {
    world.whatsApp.sendReceipts(false);
    world.whatsApp.willFail(Fault.UNKNOWN_OUTCOME);

    var outcome = send(1);
    world.passSeconds(14);
    assertThat(outcome).isNotDone();
    world.passSeconds(2);

    assertThat(outcome.join()).isEqualTo(new Outcome.TimedOut());
    assertThat(usage()).isZero();
    world.pass(Duration.ofMinutes(2));
    assertThat(world.steps(onlyMessage(1))).containsExactly(QUEUED, SENDING, FAILED);
    assertThat(world.whatsApp.sent()).hasSize(1);
    var next = send(2);
    world.passSeconds(1);
    assertThat(next.join()).isInstanceOf(Outcome.Sent.class);
    assertThat(usage()).isOne();
  }

  @Test
  void acceptsAReceiptAsAnAnswer() {
    world.whatsApp.willFail(Fault.UNKNOWN_OUTCOME);

    var outcome = send(1);
    world.passSeconds(1);

    assertThat(outcome.join()).isInstanceOf(Outcome.Sent.class);
    assertThat(world.status(onlyMessage())).isEqualTo(READ);
    assertThat(usage()).isOne();
  }

  @Test
  void withdrawsAMessageWhoseTurnDoesNotCome() {
    world.whatsApp.sendReceipts(false);
    world.whatsApp.willFail(Fault.UNKNOWN_OUTCOME);
    world.accept(account, session, 1);
    world.passSeconds(1);

    var outcome = send(2);
    world.passSeconds(16);

    assertThat(outcome.join()).isInstanceOf(Outcome.Overloaded.class);
    assertThat(world.steps(onlyMessage(2))).containsExactly(QUEUED, CANCELLED);
    assertThat(usage()).isOne();
  }

  // ----

  private SendNow sendNow() {
    var server = world.server;
    return new SendNow(
        new SendMessage(server.acceptMessages, server.quoteMessage, null, server.clockwork::run),
        server.findSessions,
        server.findMessages,
        server.cancelMessage,
        world.announcements,
        server.clockwork);
  }

  private CompletableFuture<Outcome> send(int to) {
    return sendNow.send(actor, text(session, to));
  }

  private static Outgoing text(Session session, int to) {
    return new Outgoing(
        session.id(),
        number(to),
        Optional.empty(),
        (quoted, file) -> new Content.Text("hello"),
        Optional.empty(),
        Handling.ORDINARY,
        false);
  }

  private Message onlyMessage() {
    return onlyMessage(1);
  }

  private Message onlyMessage(int to) {
    var filter =
        new Messages.Filter(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Set.of(number(to)),
            Optional.empty(),
            Optional.empty());
    return world
        .database
        .execute(() -> world.messages.list(account.id(), filter, Optional.empty(), 10))
        .items()
        .getFirst();
  }

  private long usage() {
    return world.server.showAccount.own(actor).usage().sendsToday();
  }
}
