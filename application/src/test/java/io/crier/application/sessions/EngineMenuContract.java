package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.WhatsAppId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} sends buttons and lists, and reports what people choose in them. */
public interface EngineMenuContract extends EngineFixture {

  @Test
  default void reportsThePressedButton() {
    assumeAbility(Ability.SEND_BUTTONS);
    var link = linked();
    var id = sent(link, MessageFixture.buttons());

    whatsApp().choose(SESSION, THEM, id, "no");
    settle();

    var chosen = chosen(link, id);
    assertThat(chosen.kind()).isEqualTo("button_reply");
    assertThat(chosen.id()).contains("no");
    assertThat(chosen.title()).contains("No");
    assertThat(chosen.details()).isEmpty();
  }

  @Test
  default void reportsTheChosenRow() {
    assumeAbility(Ability.SEND_LIST);
    var link = linked();
    var id = sent(link, MessageFixture.list());

    whatsApp().choose(SESSION, THEM, id, "18");
    settle();

    var chosen = chosen(link, id);
    assertThat(chosen.kind()).isEqualTo("list_reply");
    assertThat(chosen.id()).contains("18");
    assertThat(chosen.title()).contains("18:00");
    assertThat(chosen.details()).contains("Fatima only");
  }

  private WhatsAppId sent(TestSession link, Menu menu) {
    var id = EngineFixture.sent(link.connection().send(ID, THEM, Optional.empty(), menu));
    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, THEM, menu));
    settle();
    return id;
  }

  private static Content.Interactive chosen(TestSession link, WhatsAppId menu) {
    assertThat(link.events(Event.Received.class))
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.peer()).isEqualTo(THEM);
              assertThat(received.content().context().replyTo())
                  .map(Quoted::whatsAppId)
                  .contains(menu);
              assertThat(received.content().context().replyTo()).map(Quoted::ours).contains(true);
            });
    return (Content.Interactive) link.events(Event.Received.class).getFirst().content();
  }
}
