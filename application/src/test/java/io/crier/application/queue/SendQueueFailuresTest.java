package io.crier.application.queue;

import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.application.queue.SendQueueFixture.ids;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.FAILED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Failure;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendQueueFailuresTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void returnsMessagesThatWhatsAppDidNotAcceptToTheirPlace() {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(Fault.NOT_CONNECTED);
    var first = world.accept(account, session, 1);
    var second = world.accept(account, session, 2);
    world.passSeconds(1);
    assertThat(world.message(first).progress().fault()).contains(Fault.NOT_CONNECTED);
    world.passSeconds(29);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(first, second));
    assertThat(world.message(first).progress().fault()).isEmpty();
    assertThat(world.steps(first))
        .containsExactly(QUEUED, SENDING, QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(world.message(first).progress().possibleDuplicate()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"RECIPIENT_REFUSED", "CONTENT_REFUSED", "UNSUPPORTED"})
  void refundsMessagesThatAreRefusedForGood(Fault fault) {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(fault);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(20);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, FAILED);
    assertThat(world.message(message).progress().fault()).contains(fault);
    assertThat(world.status(next)).isEqualTo(READ);
    assertThat(fixture.usage()).isEqualTo(1);
  }

  @Test
  void triesAFailingEngineEightTimes() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 8; i++) {
      whatsApp.willFail(Fault.ENGINE_FAILED);
    }
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 1);
    world.pass(Duration.ofMinutes(20));

    assertThat(world.status(message)).isEqualTo(FAILED);
    assertThat(world.message(message).progress().attempt()).isEqualTo(8);
    assertThat(world.status(next)).isEqualTo(READ);
    assertThat(fixture.usage()).isEqualTo(1);
  }

  @Test
  void waitsAsLongAsWhatsAppAnswersNoQueries() {
    var session = world.connected(account, GAPS);
    whatsApp.limitQueries(Duration.ofMinutes(10));
    var end = world.instant().plus(Duration.ofMinutes(10));

    var message = world.accept(account, session, 1);
    world.pass(Duration.ofMinutes(9));

    assertThat(world.message(message).progress().fault()).contains(Fault.RATE_LIMITED_BY_WHATSAPP);
    assertThat(world.message(message).progress().attempt()).isEqualTo(1);
    world.pass(Duration.ofMinutes(2));
    assertThat(world.message(message).progress().sentAt().orElseThrow()).isAfterOrEqualTo(end);
  }

  @Test
  void goesOnToKnownContactsWhileWhatsAppAnswersNoQueries() {
    var session = world.connected(account, GAPS);
    var known = world.accept(account, session, 9);
    world.passSeconds(20);
    assertThat(world.status(known)).isEqualTo(READ);
    whatsApp.limitQueries(Duration.ofMinutes(10));

    for (var stranger = 1; stranger <= 5; stranger++) {
      world.accept(account, session, stranger);
    }
    var next = world.accept(account, session, 9);
    world.passSeconds(70);

    assertThat(world.status(next)).isEqualTo(READ);
  }

  @Test
  void refundsMessagesThatBounce() {
    whatsApp.sendReceipts(false);
    var session = world.connected(account, GAPS);
    var message = world.accept(account, session, 1);
    world.passSeconds(20);
    var id = world.message(message).whatsAppId();

    var bounced =
        new Engine.Event.Bounced(
            id, new Failure(Fault.OUTSIDE_WINDOW, Optional.of(131_047)), world.instant());
    whatsApp.report(session.id(), bounced);
    whatsApp.report(session.id(), bounced);
    world.passSeconds(1);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, FAILED);
    assertThat(world.message(message).progress().failure())
        .contains(new Failure(Fault.OUTSIDE_WINDOW, Optional.of(131_047)));
    assertThat(fixture.usage()).isZero();
  }
}
