package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.application.sessions.WhatsAppSide.Mark;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} marks what is forwarded. */
public interface EngineForwardContract extends EngineFixture {

  @Test
  default void marksAForwardedText() {
    assumeAbility(Ability.FORWARD);

    assertMarked(HELLO.forwarded());
  }

  @Test
  default void marksAForwardedFile() {
    assumeAbility(Ability.FORWARD);
    var picture =
        new Content.Media(
            MediaKind.IMAGE,
            keep("image/png", new byte[] {1, 2, 3}),
            Optional.of("الباب الأزرق"),
            Optional.empty(),
            Context.NONE);

    assertMarked(picture.forwarded());
  }

  @Test
  default void marksAForwardedContact() {
    assumeAbility(Ability.FORWARD);

    assertMarked(new Content.ContactCard("Blue Door Clinic", OURS, Context.NONE).forwarded());
  }

  private void assertMarked(Content content) {
    var link = linked();

    var id = sent(link.connection().send(ID, THEM, Optional.empty(), content));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, THEM, content));
    assertThat(whatsApp().arrived(SESSION).getFirst().marks()).containsExactly(Mark.FORWARDED);
  }
}
