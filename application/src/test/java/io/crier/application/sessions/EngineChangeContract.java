package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.WhatsAppId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} edits and deletes what it has sent. */
public interface EngineChangeContract extends EngineFixture {

  WhatsAppId CHANGE = new WhatsAppId("3EB0D542D37B2A27F18F");
  Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  @Test
  default void editsASentText() {
    assumeAbility(Ability.EDIT);

    assertChanges(Optional.empty(), "عساك بخير؟");
  }

  @Test
  default void editsACaption() {
    assumeAbility(Ability.EDIT);

    assertChanges(Optional.of(MediaKind.IMAGE), "الباب الأزرق");
  }

  private void assertChanges(Optional<MediaKind> captionOf, String text) {
    var link = linked();
    var id = sent(link.send(THEM));

    assertArrives(link, id, new Change.Edit(ours(id), captionOf, text, LATER));
  }

  @Test
  default void deletesASentMessageForEveryone() {
    assumeAbility(Ability.REVOKE);
    var link = linked();
    var id = sent(link.send(THEM));

    assertArrives(link, id, new Change.Deletion(ours(id), false, LATER));
  }

  private void assertArrives(TestSession link, WhatsAppId changed, Change change) {
    settle();

    var id = sent(link.connection().send(CHANGE, THEM, Optional.empty(), change));
    settle();

    assertThat(whatsApp().arrived(SESSION))
        .hasSize(2)
        .last()
        .isEqualTo(Arrived.of(id, THEM, change));
    assertThat(whatsApp().changed(SESSION)).containsExactly(changed);
    assertThat(id).isNotEqualTo(changed);
    assertThat(link.events(Event.Received.class)).isEmpty();
  }

  private static Quoted ours(WhatsAppId id) {
    return new Quoted(Optional.empty(), id, true, Optional.empty(), "");
  }
}
