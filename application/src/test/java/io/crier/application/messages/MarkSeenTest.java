package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_RECEIVED;
import static io.crier.domain.messages.MessageProblem.SEEN_UNSUPPORTED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkSeenTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @Test
  void showsTheAuthorThatAMessageWasRead() {
    var message = received(session);

    see(account, message);

    assertThat(world.whatsApp.seen()).containsExactly(message.whatsAppId());
  }

  @Test
  void rejectsOutboundMessages() {
    var ours = world.accept(account, session, 1);

    assertRefused(MESSAGE_NOT_RECEIVED, () -> see(account, ours));
  }

  @Test
  void hidesMessagesOfOtherAccounts() {
    var message = received(session);

    assertRefused(MESSAGE_NOT_FOUND, () -> see(world.account(), message));
    assertThat(world.whatsApp.seen()).isEmpty();
  }

  @Test
  void failsWhileTheSessionIsNotConnected() {
    var message = received(world.create(account, Pacing.CAREFUL));

    assertRefused(NOT_CONNECTED, () -> see(account, message));
  }

  @Test
  void rejectsAnEngineWithoutTheAbility() {
    var message = received(session);
    world.whatsApp.removeAbility(Ability.SEEN);

    assertRefused(SEEN_UNSUPPORTED, () -> see(account, message));
  }

  private void see(Account by, Message message) {
    world.server.markSeen.see(admin(by), message.id());
  }

  private Message received(Session by) {
    var message =
        Message.receive(
            account.id(),
            by.id(),
            MessageFixture.SOMEBODY,
            Optional.empty(),
            new Content.Text("Is it ready?"),
            new WhatsAppId("3EB0AA"),
            world.instant(),
            world.instant());
    world.database.run(() -> world.messages.add(List.of(message)));
    return message;
  }
}
