package io.crier.application.sessions;

import static io.crier.application.sessions.WhatsAppSide.ChatMark.ARCHIVED;
import static io.crier.application.sessions.WhatsAppSide.ChatMark.MUTED;
import static io.crier.application.sessions.WhatsAppSide.ChatMark.PINNED;
import static io.crier.application.sessions.WhatsAppSide.ChatMark.UNREAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.WhatsAppId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} marks chats on the phone. */
public interface EngineChatMarkContract extends EngineFixture {

  @Test
  default void archivesMutesAndPinsChatsOnThePhone() {
    assumeAbility(Ability.MARK_CHATS);
    var marks = linked().connection().marks().orElseThrow();

    assertThat(marks.mark(chat(), marking(true))).isEqualTo(new Answer.Done<>(THEM));
    assertThat(marks.mark(chat(), marking(true))).isEqualTo(new Answer.Done<>(THEM));
    assertThat(whatsApp().marks(SESSION, THEM)).containsExactlyInAnyOrder(ARCHIVED, MUTED, PINNED);

    assertThat(marks.mark(chat(), marking(false))).isEqualTo(new Answer.Done<>(THEM));
    assertThat(whatsApp().marks(SESSION, THEM)).isEmpty();
  }

  @Test
  default void marksChatsAsUnreadOnThePhone() {
    assumeAbility(Ability.MARK_CHATS);
    var marks = linked().connection().marks().orElseThrow();

    marks.mark(chat(), reading(false));
    assertThat(whatsApp().marks(SESSION, THEM)).containsExactly(UNREAD);

    marks.mark(chat(true), reading(true));
    assertThat(whatsApp().marks(SESSION, THEM)).isEmpty();
  }

  @Test
  default void marksNothingWithoutAConnection() {
    assumeAbility(Ability.MARK_CHATS);
    var marks = unlinked().connection().marks().orElseThrow();

    assertThat(marks.mark(chat(), marking(true))).isEqualTo(Answer.failed(Failure.NOT_CONNECTED));
  }

  private static ChatChange marking(boolean on) {
    return new ChatChange(Optional.empty(), Optional.of(on), Optional.of(on), Optional.of(on));
  }

  private static ChatChange reading(boolean read) {
    return new ChatChange(Optional.of(read), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Chat chat() {
    return chat(false);
  }

  private static Chat chat(boolean markedUnread) {
    var at = Instant.parse("2026-11-29T10:00:00Z");
    var last =
        Message.receive(
            ACCOUNT,
            SESSION,
            THEM,
            Optional.empty(),
            new Content.Text("السلام عليكم"),
            new WhatsAppId("3AEB0C431C26A1916E07"),
            at,
            at);
    return new Chat(THEM, Optional.empty(), last, 1, markedUnread, false, false, false, 0);
  }
}
