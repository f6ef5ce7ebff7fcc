package io.crier.rest.v1.chats;

import io.crier.domain.chats.ChatChange;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Changes to a chat; what is absent stays. */
@Schema(name = "ChangeChat", description = "Changes to a chat; absent fields stay as they are")
public record ChatChangeRequest(
    @Schema(description = "true: all its messages are read; false: it is marked as unread")
        Boolean read,
    Boolean archived,
    Boolean muted,
    Boolean pinned,
    @Schema(
            description =
                "after how long messages to the chat disappear: 0 for never, a day, a week or 90"
                    + " days",
            enumeration = {"0", "86400", "604800", "7776000"},
            examples = "604800")
        Integer disappearingSeconds) {

  ChatChange change() {
    return ChatChange.requested(
        Optional.ofNullable(read),
        Optional.ofNullable(archived),
        Optional.ofNullable(muted),
        Optional.ofNullable(pinned),
        Optional.ofNullable(disappearingSeconds));
  }
}
