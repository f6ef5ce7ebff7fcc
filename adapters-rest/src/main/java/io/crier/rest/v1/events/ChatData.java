package io.crier.rest.v1.events;

import io.crier.domain.chats.ChatEvent;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.chats.Presence;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The data of an event about a chat. */
public interface ChatData extends EventData {

  static ChatData of(ChatEvent event) {
    return switch (event) {
      case ChatEvent.Updated updated -> ChatUpdated.of(updated);
      case ChatEvent.Blocked changed ->
          new ContactUpdated(changed.session().value(), changed.chat().text(), changed.blocked());
      case ChatEvent.PresenceChanged changed ->
          new PresenceChanged(
              changed.session().value(),
              changed.chat().text(),
              changed.by().text(),
              changed.presence());
    };
  }

  /** Somebody was blocked or unblocked. */
  @Schema(name = "ContactUpdatedData", description = "Somebody was blocked or unblocked")
  record ContactUpdated(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "+966507654321") String contactId,
      @Schema(required = true, description = "whether they are blocked now") boolean blocked)
      implements ChatData {}

  /** Somebody types, records or pauses in a chat, or went online or offline. */
  @Schema(
      name = "ChatPresenceData",
      description =
          "Somebody types, records or pauses in a chat, or went online or offline; take typing and"
              + " recording as over after half a minute")
  record PresenceChanged(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "+966507654321") String chatId,
      @Schema(required = true, description = "who does", examples = "+966507654321") String by,
      @Schema(required = true) Presence state)
      implements ChatData {}

  /** A chat was read, archived, muted or pinned, or that was undone. */
  @Schema(
      name = "ChatUpdatedData",
      description =
          "A chat was read, archived, muted or pinned, that was undone, or its timer was set")
  record ChatUpdated(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "+966507654321") String chatId,
      @Schema(required = true) ChatKind kind,
      @Schema(
              required = true,
              description = "how many received messages are newer than the last one that was read",
              examples = "0")
          int unread,
      @Schema(required = true, description = "whether somebody has marked it as unread")
          boolean markedUnread,
      @Schema(required = true) boolean archived,
      @Schema(required = true) boolean muted,
      @Schema(required = true) boolean pinned,
      @Schema(
              required = true,
              description = "after how long messages of the chat disappear; 0 for never",
              examples = "0")
          int disappearingSeconds)
      implements ChatData {

    static ChatUpdated of(ChatEvent.Updated event) {
      return new ChatUpdated(
          event.session().value(),
          event.chat().text(),
          ChatKind.of(event.chat()),
          event.unread(),
          event.markedUnread(),
          event.archived(),
          event.muted(),
          event.pinned(),
          event.disappearingSeconds());
    }
  }
}
