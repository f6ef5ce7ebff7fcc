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
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import org.junit.jupiter.api.Test;

class SendQueueDoubtTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void settlesADoubtWithAReceipt() {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(Fault.UNKNOWN_OUTCOME);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(20);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(world.message(message).progress().possibleDuplicate()).isFalse();
    assertThat(world.status(next)).isEqualTo(READ);
    fixture.assertEachSentOnce();
  }

  @Test
  void repeatsADoubtfulSendUnderItsIdWithoutAReceipt() {
    var session = world.connected(account, GAPS);
    whatsApp.sendReceipts(false);
    whatsApp.willFail(Fault.UNKNOWN_OUTCOME);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(29);
    assertThat(whatsApp.sent()).hasSize(1);

    world.passSeconds(20);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(message, message, next));
    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENDING, SENT);
    assertThat(world.message(message).progress().possibleDuplicate()).isTrue();
  }

  @Test
  void failsADoubtfulSendIfTheAccountPrefersThat() {
    world.database.run(() -> world.accounts.save(account.withDoubtful(Account.Doubtful.FAIL)));
    var session = world.connected(account, GAPS);
    whatsApp.sendReceipts(false);
    whatsApp.willFail(Fault.UNKNOWN_OUTCOME);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(60);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(message, next));
    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, FAILED);
    assertThat(world.message(message).progress().fault()).contains(Fault.DELIVERY_UNKNOWN);
    assertThat(fixture.usage()).isEqualTo(1);
  }

  @Test
  void doubtsSendsThatWereOnTheirWayInACrash() {
    var session = world.connected(account, Pacing.CAREFUL);
    whatsApp.sendReceipts(false);
    var message = world.accept(account, session, 1);
    world.passSeconds(0.3);
    assertThat(world.status(message)).isEqualTo(SENDING);
    world.crash();
    world.restart();
    world.passSeconds(29);
    assertThat(whatsApp.sent()).isEmpty();

    world.passSeconds(10);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(message));
    assertThat(world.message(message).progress().possibleDuplicate()).isTrue();
  }
}
