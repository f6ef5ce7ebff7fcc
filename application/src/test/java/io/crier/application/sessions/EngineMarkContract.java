package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.application.sessions.WhatsAppSide.Mark;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.LinkPreview;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} marks what is forwarded, viewed once, or mentions a whole group. */
public interface EngineMarkContract extends EngineFixture {

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

  @Test
  default void marksAnImageToBeViewedOnce() {
    assumeAbility(Ability.VIEW_ONCE);

    assertMarked(viewOnce(MediaKind.IMAGE, "image/png"), Mark.VIEW_ONCE);
  }

  @Test
  default void marksAVideoToBeViewedOnce() {
    assumeAbility(Ability.VIEW_ONCE);

    assertMarked(viewOnce(MediaKind.VIDEO, "video/mp4"), Mark.VIEW_ONCE);
  }

  @Test
  default void marksAVoiceMessageToBeViewedOnce() {
    assumeAbility(Ability.VIEW_ONCE);

    assertMarked(viewOnce(MediaKind.VOICE, "audio/ogg"), Mark.VIEW_ONCE);
  }

  private Content viewOnce(MediaKind kind, String type) {
    var file = keep(type, new byte[] {1, 2, 3});
    return new Content.Media(kind, file, Optional.empty(), Optional.empty(), true, Context.NONE);
  }

  @Test
  default void mentionsAWholeGroup() {
    assumeAbility(Ability.MENTION_ALL);
    assumeAbility(Ability.GROUPS);
    var link = linked();
    var group = whatsApp().createGroup(SESSION, THEM, "Blue Door", List.of());
    settle();
    var text = new Content.Text("Open again", Context.NONE.mentioningAll());

    var id = sent(link.connection().send(ID, group, Optional.empty(), text));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, group, text));
  }

  @Test
  default void showsALinkPreview() {
    assumeAbility(Ability.LINK_PREVIEW);
    var body = "https://example.com/door";
    var preview =
        LinkPreview.of(body)
            .map(it -> it.read(Optional.of("الباب الأزرق"), Optional.of("Open all day")));

    assertMarked(new Content.Text(body, preview, Context.NONE), Mark.LINK_PREVIEW);
  }

  private void assertMarked(Content content) {
    assertMarked(content, Mark.FORWARDED);
  }

  private void assertMarked(Content content, Mark mark) {
    var link = linked();

    var id = sent(link.connection().send(ID, THEM, Optional.empty(), content));

    assertThat(whatsApp().arrived(SESSION)).last().isEqualTo(Arrived.of(id, THEM, content));
    assertThat(whatsApp().arrived(SESSION).getLast().marks()).containsExactly(mark);
  }
}
