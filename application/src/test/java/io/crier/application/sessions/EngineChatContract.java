package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.theirMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.Refused;
import io.crier.domain.sessions.PhoneNumber;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} checks numbers, shows typing and marks messages as read. */
public interface EngineChatContract extends EngineFixture {

  @Test
  default void findsTheAddressesOfNumbersOnWhatsApp() {
    assumeAbility(Ability.CHECK_NUMBERS);
    var link = linked();
    var nobody = new PhoneNumber("+966500000000");
    whatsApp().forget(SESSION, nobody);

    var found = new HashMap<>(link.connection().check(Set.of(THEIRS, nobody)));

    assertThat(found).containsOnlyKeys(THEIRS, nobody);
    assertThat(found.get(THEIRS)).isPresent();
    assertThat(found.get(nobody)).isEmpty();
  }

  @Test
  default void refusesToCheckNumbersWithoutAConnection() {
    assumeAbility(Ability.CHECK_NUMBERS);
    var link = unlinked();

    assertThatThrownBy(() -> link.connection().check(Set.of(THEIRS))).isInstanceOf(Refused.class);
  }

  @Test
  default void ignoresTypingWithoutAConnection() {
    var link = unlinked();
    var before = link.events(Event.Lost.class);

    link.connection().typing(THEM, true);
    link.connection().typing(THEM, false);
    settle();

    assertThat(link.events(Event.Lost.class)).isEqualTo(before);
  }

  @Test
  default void ignoresSeenWithoutAConnection() {
    var link = unlinked();
    var before = link.events(Event.Lost.class);

    link.connection().seen(THEM, theirMessage().whatsAppId(), Optional.empty());
    settle();

    assertThat(link.events(Event.Lost.class)).isEqualTo(before);
  }
}
