package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.sent;
import static io.crier.application.sessions.EngineFixture.theirMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Direction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an {@link Engine} delivers: every kind of content, unchanged. */
public interface EngineContentContract extends EngineFixture {

  @Test
  default void deliversTextUnchanged() {
    var link = linked();

    var id = sent(link.send(THEM));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, THEM, HELLO));
  }

  @Test
  default void deliversAFileByteForByte() {
    assumeAbility(Ability.SEND_MEDIA);
    var bytes = new byte[100_000];
    new Random(20_261_121).nextBytes(bytes);
    var picture =
        new Content.Media(
            MediaKind.IMAGE,
            keep("image/png", bytes),
            Optional.of("الباب الأزرق"),
            Optional.empty(),
            Context.NONE);

    assertArrives(picture);
  }

  @Test
  default void deliversADocument() {
    assumeAbility(Ability.SEND_MEDIA);
    var document =
        new Content.Media(
            MediaKind.DOCUMENT,
            keep("application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)),
            Optional.empty(),
            Optional.of("invoice.pdf"),
            Context.NONE);

    assertArrives(document);
  }

  @Test
  default void deliversAVoiceMessage() {
    assumeAbility(Ability.SEND_MEDIA);
    var voice =
        new Content.Media(
            MediaKind.VOICE,
            keep("audio/ogg", "OggS".getBytes(StandardCharsets.US_ASCII)),
            Optional.empty(),
            Optional.empty(),
            Context.NONE);

    assertArrives(voice);
  }

  @Test
  default void deliversASticker() {
    assumeAbility(Ability.SEND_STICKER);
    var sticker =
        new Content.Media(
            MediaKind.STICKER,
            keep("image/webp", "RIFF\0\0\0\0WEBP".getBytes(StandardCharsets.US_ASCII)),
            Optional.empty(),
            Optional.empty(),
            Context.NONE);

    assertArrives(sticker);
  }

  @Test
  default void deliversALocation() {
    assumeAbility(Ability.SEND_LOCATION);

    assertArrives(
        new Content.Location(
            24.7136, 46.6753, Optional.of("Riyadh"), Optional.empty(), Context.NONE));
  }

  @Test
  default void deliversAContactCard() {
    assumeAbility(Ability.SEND_CONTACT);

    assertArrives(new Content.ContactCard("Blue Door Clinic", OURS, Context.NONE));
  }

  @Test
  default void deliversAReaction() {
    assumeAbility(Ability.REACT);

    assertArrives(new Content.Reaction(theirMessage(), "👍", Context.NONE));
  }

  @Test
  default void deliversAReply() {
    assumeAbility(Ability.REPLY);
    var context = new Context(Optional.of(theirMessage()), List.of(), Optional.empty());

    assertArrives(new Content.Text("وعليكم السلام", context));
  }

  @Test
  default void receivesMessages() {
    assumeAbility(Ability.RECEIVE);
    var link = linked();

    whatsApp().write(SESSION, THEM, HELLO);

    assertThat(link.events(Event.Received.class)).isEmpty();
    settle();
    assertThat(link.events(Event.Received.class))
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.peer()).isEqualTo(THEM);
              assertThat(received.content().in(Context.NONE)).isEqualTo(HELLO);
              assertThat(received.content().context().replyTo()).isEmpty();
              assertThat(received.content().context().envelope().forwarded()).isFalse();
            });
  }

  @Test
  default void reportsWhatTheHolderWritesOnThePhone() {
    assumeAbility(Ability.SENT_ELSEWHERE);
    var link = linked();

    whatsApp().writeOnPhone(SESSION, THEM, HELLO);
    settle();

    assertThat(link.events(Event.Received.class))
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.direction()).isEqualTo(Direction.OUTBOUND);
              assertThat(sent.peer()).isEqualTo(THEM);
              assertThat(sent.content().in(Context.NONE)).isEqualTo(HELLO);
              assertThat(sent.content().context().author()).isEmpty();
            });
  }

  @Test
  default void doesNotReportWhatItSentItself() {
    assumeAbility(Ability.SENT_ELSEWHERE);
    var link = linked();

    sent(link.send(THEM));
    settle();

    assertThat(link.events(Event.Received.class)).isEmpty();
  }

  @Test
  default void receivesEdits() {
    assumeAbility(Ability.RECEIVE_EDITS);
    var link = linked();
    var received = received(link);

    whatsApp().edit(SESSION, THEM, received.id(), "عساك بخير؟");
    settle();

    assertThat(link.events(Event.Received.class)).containsExactly(received);
    assertThat(link.events(Event.Edited.class))
        .singleElement()
        .satisfies(
            edited -> {
              assertThat(edited.version().direction()).isEqualTo(Direction.INBOUND);
              assertThat(edited.version().id()).isEqualTo(received.id());
              assertThat(edited.version().peer()).isEqualTo(THEM);
              assertThat(edited.version().address()).isEqualTo(received.address());
              assertThat(edited.version().content().in(Context.NONE))
                  .isEqualTo(new Content.Text("عساك بخير؟"));
            });
  }

  @Test
  default void receivesDeletions() {
    assumeAbility(Ability.RECEIVE_EDITS);
    var link = linked();
    var received = received(link);

    whatsApp().revoke(SESSION, THEM, received.id());
    settle();

    assertThat(link.events(Event.Received.class)).containsExactly(received);
    assertThat(link.events(Event.Revoked.class))
        .singleElement()
        .satisfies(
            revoked -> {
              assertThat(revoked.ours()).isFalse();
              assertThat(revoked.id()).isEqualTo(received.id());
              assertThat(revoked.chat()).isEqualTo(THEM);
              assertThat(revoked.address()).isEqualTo(received.address());
            });
  }

  private Event.Received received(TestSession link) {
    whatsApp().write(SESSION, THEM, HELLO);
    settle();
    return link.events(Event.Received.class).getFirst();
  }

  @Test
  default void keepsReceivedTextWhole() {
    assumeAbility(Ability.RECEIVE);
    var link = linked();

    whatsApp().write(SESSION, THEM, new Content.Text("👋".repeat(5_000) + "\0"));
    whatsApp().write(SESSION, THEM, new Content.Text("👋".repeat(65_537)));
    settle();

    assertThat(link.events(Event.Received.class))
        .extracting(Event.Received::content)
        .extracting(Content::text, it -> it.context().envelope().truncated())
        .containsExactly(
            tuple("👋".repeat(5_000) + "\uFFFD", false), tuple("👋".repeat(65_536), true));
  }

  private void assertArrives(Content content) {
    var link = linked();

    var id = sent(link.connection().send(ID, THEM, Optional.empty(), content));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, THEM, content));
  }
}
