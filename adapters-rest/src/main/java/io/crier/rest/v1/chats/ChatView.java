package io.crier.rest.v1.chats;

import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatKind;
import io.crier.rest.v1.media.MediaLinks;
import io.crier.rest.v1.messages.MessageView;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A chat as shown to its account. */
@Schema(name = "Chat")
public record ChatView(
    @Schema(
            required = true,
            description = "with whom: a number, a group or a hidden id, as peer of a message list",
            examples = "+966507654321")
        String id,
    @Schema(required = true) ChatKind kind,
    @Schema(
            description = "what the person calls themselves, or the subject of the group, if known",
            examples = "Fatima")
        Optional<String> name,
    @Schema(required = true, description = "the newest message, reactions and changes aside")
        MessageView lastMessage,
    @Schema(
            required = true,
            description = "how many received messages are newer than the last one that was read",
            examples = "2")
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
        int disappearingSeconds) {

  static ChatView of(Chat chat, MediaLinks links) {
    return new ChatView(
        chat.id().text(),
        chat.kind(),
        chat.name(),
        MessageView.of(chat.lastMessage(), links),
        chat.unread(),
        chat.markedUnread(),
        chat.archived(),
        chat.muted(),
        chat.pinned(),
        chat.disappearingSeconds());
  }
}
