package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.chats.Presence;
import io.crier.domain.sessions.Session;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} shows and reports {@link Presences}. */
public interface EnginePresenceContract extends EngineFixture {

  @Test
  default void showsWhatTheSessionDoes() {
    var presences = presences(linked());

    for (var presence : new Presence[] {Presence.TYPING, Presence.RECORDING, Presence.PAUSED}) {
      assertThat(presences.show(THEM, presence)).isTrue();
      settle();
      assertThat(whatsApp().shown(SESSION, THEM)).isEqualTo(presence);
    }
  }

  @Test
  default void reportsWhatOthersDo() {
    assumeAbility(Ability.PRESENCE);
    var link = linked(Map.of(Session.PRESENCE, "receive"));
    assertThat(presences(link).watch(THEM)).isTrue();
    settle();

    for (var presence : Presence.values()) {
      whatsApp().show(SESSION, THEM, presence);
      settle();
    }

    assertThat(link.events(Event.PresenceSeen.class))
        .extracting(Event.PresenceSeen::presence)
        .containsExactly(Presence.values());
    assertThat(link.events(Event.PresenceSeen.class))
        .allSatisfy(
            seen -> {
              assertThat(seen.chat()).isEqualTo(THEM);
              assertThat(seen.by()).isEqualTo(THEM);
            });
  }

  @Test
  default void showsNothingWithoutAConnection() {
    assumeAbility(Ability.PRESENCE);
    var presences = presences(unlinked());

    assertThat(presences.show(THEM, Presence.TYPING)).isFalse();
    assertThat(presences.watch(THEM)).isFalse();
  }

  private Presences presences(TestSession link) {
    assumeAbility(Ability.PRESENCE);
    return link.connection().presences().orElseThrow();
  }
}
