package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.application.queue.SendQueueFixture.ids;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageStatus.CANCELLED;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SCHEDULED;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueueTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void publishesEachStepOfAMessageOnce() {
    var session = world.connected(account, Pacing.CAREFUL);

    var message = world.accept(account, session, 1);
    world.passSeconds(5);

    assertThat(world.status(message)).isEqualTo(READ);
    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(whatsApp.sent())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.id()).isEqualTo(message.whatsAppId());
              assertThat(it.to()).isEqualTo(number(1));
              assertThat(it.body()).isEqualTo("hello 1");
              assertThat(it.typed()).isBetween(Duration.ofMillis(780), Duration.ofMillis(790));
            });
  }

  @Test
  void sendsInOrderOfAcceptance() {
    var session = world.connected(account, GAPS);
    var accepted = new ArrayList<WhatsAppId>();
    for (int i = 0; i < 25; i++) {
      accepted.add(world.accept(account, session, i).whatsAppId());
    }
    world.passSeconds(25 * 9.1);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(accepted);
  }

  @Test
  void sendsCodesAndAlertsFirst() {
    var session = world.connected(account, GAPS);
    var first = world.accept(account, session, 0);
    world.passSeconds(1);
    var low = fixture.accept(session, 1, Priority.LOW);
    var normal = fixture.accept(session, 2, Priority.NORMAL);
    var high = fixture.accept(session, 3, Priority.HIGH);
    var alert = fixture.accept(session, 4, Priority.ALERT);
    var code = fixture.accept(session, 5, Priority.CODE);
    world.passSeconds(60);

    assertThat(fixture.sentIds())
        .containsExactlyElementsOf(ids(first, code, alert, high, normal, low));
  }

  @Test
  void sendsScheduledMessagesWhenTheyAreDue() {
    var session = world.connected(account, GAPS);
    var at = world.instant().plus(Duration.ofHours(2));
    var scheduled =
        fixture.accept(
            session, 1, new Handling(Priority.NORMAL, false, Optional.of(at), Optional.empty()));
    world.pass(Duration.ofHours(2).minusSeconds(1));
    assertThat(world.status(scheduled)).isEqualTo(SCHEDULED);

    world.passSeconds(5);

    assertThat(world.status(scheduled)).isEqualTo(READ);
    assertThat(world.steps(scheduled))
        .containsExactly(SCHEDULED, QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(whatsApp.sent().getFirst().at()).isBetween(at, at.plusSeconds(2));
  }

  @Test
  void skipsCancelledMessagesAndSendsThoseBehindThem() {
    var session = world.connected(account, GAPS);
    world.accept(account, session, 0);
    world.passSeconds(1);
    var later = world.instant().plus(Duration.ofHours(1));
    var scheduled =
        fixture.accept(
            session, 1, new Handling(Priority.NORMAL, false, Optional.of(later), Optional.empty()));
    var cancelled = world.accept(account, session, 2);
    var kept = world.accept(account, session, 3);
    for (int twice = 0; twice < 2; twice++) {
      world.server.cancelMessage.cancel(admin(account), cancelled.id());
      world.server.cancelMessage.cancel(admin(account), scheduled.id());
    }
    world.pass(Duration.ofHours(2));

    assertThat(world.status(cancelled)).isEqualTo(CANCELLED);
    assertThat(world.status(scheduled)).isEqualTo(CANCELLED);
    assertThat(world.status(kept)).isEqualTo(READ);
    assertThat(world.steps(cancelled)).containsExactly(QUEUED, CANCELLED);
    assertThat(fixture.usage()).isEqualTo(2);
  }
}
