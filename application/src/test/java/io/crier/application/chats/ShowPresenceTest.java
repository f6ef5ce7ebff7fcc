package io.crier.application.chats;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.chats.ChatProblem.INVALID_PRESENCE;
import static io.crier.domain.chats.ChatProblem.PRESENCE_UNSUPPORTED;
import static io.crier.domain.chats.ChatProblem.TOO_MANY_PRESENCES;
import static io.crier.domain.messages.MessageFixture.SOMEBODY;
import static io.crier.domain.sessions.SessionProblem.INVALID_SETTINGS;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.accounts.Account;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.chats.Presence;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShowPresenceTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final ShowPresence showPresence =
      new ShowPresence(
          new UseConnection(world.server.findSessions, world.server.runSessions),
          new IdentifyContact(world.contacts, world.messages),
          world.database,
          world);

  @BeforeEach
  void enable() {
    world.whatsApp.addAbility(Ability.PRESENCE);
  }

  @Test
  void showsWhatTheSessionDoes() {
    show(Presence.RECORDING);

    assertThat(world.whatsApp.shown(session.id(), SOMEBODY)).isEqualTo(Presence.RECORDING);
    assertRefused(INVALID_PRESENCE, () -> show(Presence.ONLINE));
  }

  @Test
  void limitsHowOftenItShowsSomethingInAChat() {
    for (var i = 0; i < 10; i++) {
      show(Presence.TYPING);
    }

    assertRefused(TOO_MANY_PRESENCES, () -> show(Presence.PAUSED));
    world.pass(Duration.ofSeconds(3));
    show(Presence.PAUSED);
  }

  @Test
  void publishesChangesOnlyIfTheSessionAsksForThem() {
    see(Presence.TYPING);
    assertThat(published()).isEmpty();
    receive();

    see(Presence.TYPING);
    see(Presence.TYPING);
    see(Presence.PAUSED);

    assertThat(published()).containsExactly(Presence.TYPING, Presence.PAUSED);
  }

  @Test
  void limitsWhatItPublishesOfAChat() {
    receive();

    for (var i = 0; i < 50; i++) {
      see(Presence.TYPING);
      see(Presence.PAUSED);
    }

    assertThat(published()).hasSizeBetween(10, 15);
  }

  @Test
  void refusesWhatTheSessionCannotDo() {
    var unlinked = world.create(account, Pacing.CAREFUL);
    assertRefused(NOT_CONNECTED, () -> showPresence.watch(admin(account), unlinked.id(), SOMEBODY));
    world.whatsApp.removeAbility(Ability.PRESENCE);
    assertRefused(PRESENCE_UNSUPPORTED, () -> show(Presence.TYPING));
    assertRefused(INVALID_SETTINGS, this::receive);
  }

  private void show(Presence presence) {
    showPresence.show(admin(account), session.id(), SOMEBODY, presence);
  }

  private void see(Presence presence) {
    world.whatsApp.show(session.id(), SOMEBODY, presence);
    world.pass(Duration.ofMillis(20));
  }

  private void receive() {
    world.server.controlSession.change(
        admin(account), session.id(), it -> it.set(Map.of(Session.PRESENCE, "receive")));
  }

  private List<Presence> published() {
    return world.events().stream()
        .filter(ChatEvent.PresenceChanged.class::isInstance)
        .map(event -> ((ChatEvent.PresenceChanged) event).presence())
        .toList();
  }
}
