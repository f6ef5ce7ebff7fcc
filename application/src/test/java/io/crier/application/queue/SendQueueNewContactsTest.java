package io.crier.application.queue;

import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.application.queue.SendQueueFixture.ids;
import static io.crier.application.queue.SendQueueFixture.pacing;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueueNewContactsTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void sendsToKnownContactsWhenTheBudgetOfNewOnesIsUsedUp() {
    var session = world.connected(account, pacing(Optional.of(100), Optional.of(2)));
    world.meet(session, 10, 11);
    var sent = new ArrayList<Message>();
    for (var to : List.of(1, 2, 3, 10)) {
      sent.add(world.accept(account, session, to));
    }
    world.passSeconds(60);
    assertThat(fixture.sentIds())
        .containsExactlyElementsOf(ids(sent.get(0), sent.get(1), sent.get(3)));

    var known = world.accept(account, session, 11);
    world.passSeconds(30);
    assertThat(fixture.sentIds()).last().isEqualTo(known.whatsAppId());

    whatsApp.write(session.id(), number(3), new Content.Text("hi"));
    world.passSeconds(30);
    assertThat(fixture.sentIds()).last().isEqualTo(sent.get(2).whatsAppId());
    fixture.assertPaced();
  }

  @Test
  void renewsTheBudgetOfNewContactsAtMidnight() {
    var session = world.connected(account, pacing(Optional.of(100), Optional.of(1)));
    world.accept(account, session, 1);
    world.accept(account, session, 2);
    world.pass(Duration.ofHours(13).plusMinutes(59));
    assertThat(whatsApp.sent()).hasSize(1);

    world.passSeconds(120);

    assertThat(whatsApp.sent()).hasSize(2);
  }

  @Test
  void keepsThePaceForAKnownContactBehindAnUrgentMessageToANewOne() {
    var session =
        world.connected(
            account,
            new Pacing(
                GAPS.gap(),
                Optional.empty(),
                Optional.of(100),
                Optional.of(1),
                false,
                Optional.empty(),
                true));
    world.meet(session, 10);
    world.accept(account, session, 1);
    world.passSeconds(0.1);
    fixture.accept(session, 2, Priority.UNPACED);
    world.accept(account, session, 10);
    world.passSeconds(30);

    assertThat(whatsApp.sent()).hasSize(2);
    fixture.assertPaced();
  }

  @Test
  void holdsBackOnlyNewContactsUnderARestrictionAndPublishesIt() {
    var session = world.connected(account, GAPS);
    world.meet(session, 10);
    whatsApp.willAnswer(
        new Engine.Outcome.Failed(Fault.RESTRICTED, Optional.of(world.instant().plusSeconds(60))));
    var unknown = world.accept(account, session, 1);
    world.passSeconds(1);
    var known = world.accept(account, session, 10);
    world.passSeconds(30);
    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(known));
    assertThat(world.status(unknown)).isEqualTo(QUEUED);

    world.passSeconds(60);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(known, unknown));
    assertThat(world.events()).filteredOn(SessionEvent.Restricted.class::isInstance).hasSize(1);
    assertThat(world.session(session).link().restrictedUntil()).isPresent();
  }

  @Test
  void holdsBackARestrictedKnownChatLikeANewOne() {
    var session = world.connected(account, GAPS);
    world.meet(session, 10);
    whatsApp.willAnswer(
        new Engine.Outcome.Failed(
            Fault.RESTRICTED, Optional.of(world.instant().plusSeconds(3_600))));
    var refused = world.accept(account, session, 10);
    world.pass(Duration.ofMinutes(59));
    assertThat(world.message(refused).progress().attempt()).isEqualTo(1);
    assertThat(world.status(refused)).isEqualTo(QUEUED);

    world.passSeconds(120);

    assertThat(world.status(refused)).isEqualTo(READ);
  }
}
