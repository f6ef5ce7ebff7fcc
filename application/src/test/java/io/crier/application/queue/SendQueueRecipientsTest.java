package io.crier.application.queue;

import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageStatus.FAILED;
import static io.crier.domain.messages.MessageStatus.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueueRecipientsTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void checksANewNumberOnceAndAKnownOneNever() {
    var session = world.connected(account, GAPS);
    world.accept(account, session, 1);
    world.accept(account, session, 1);
    whatsApp.write(session.id(), number(2), new Content.Text("hi"));
    world.passSeconds(1);
    world.accept(account, session, 2);
    world.passSeconds(60);

    assertThat(world.checks).containsExactly(phone(1));
    assertThat(whatsApp.sent()).hasSize(3);
  }

  @Test
  void keepsTheCheckWhenTheSendFails() {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(Fault.NOT_CONNECTED);
    world.accept(account, session, 1);
    world.passSeconds(60);

    assertThat(world.checks).containsExactly(phone(1));
    assertThat(whatsApp.sent()).hasSize(1);
  }

  @Test
  void failsFreeOfChargeIfTheNumberIsNotOnWhatsApp() {
    var session = world.connected(account, GAPS);
    whatsApp.forget(session.id(), phone(1));
    var message = world.accept(account, session, 1);
    var again = world.accept(account, session, 1);
    world.passSeconds(60);

    assertThat(world.status(message)).isEqualTo(FAILED);
    assertThat(world.message(message).progress().fault()).contains(Fault.RECIPIENT_NOT_ON_WHATSAPP);
    assertThat(world.status(again)).isEqualTo(FAILED);
    assertThat(world.checks).containsExactly(phone(1));
    assertThat(whatsApp.sent()).isEmpty();
    assertThat(fixture.usage()).isZero();
  }

  @Test
  void sendsTestMessagesToTheSimulatorAndLearnsNothingFromThem() {
    var session = world.create(account, GAPS);
    whatsApp.forget(session.id(), phone(1));
    var test = new Handling(Priority.NORMAL, true, Optional.empty(), Optional.empty());
    var absent = fixture.accept(session, 1, test);
    var message = fixture.accept(session, 2, test);
    world.passSeconds(60);

    assertThat(world.status(absent)).isEqualTo(FAILED);
    assertThat(world.status(message)).isEqualTo(READ);
    assertThat(message.whatsAppId().value()).startsWith("sim_");
    assertThat(fixture.usage()).isZero();
    assertThat(world.database.execute(() -> world.contacts.find(session.id(), number(1))))
        .isEmpty();
  }

  private static PhoneNumber phone(int index) {
    return ((Recipient.Phone) number(index)).number();
  }
}
