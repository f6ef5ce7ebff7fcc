package io.crier.domain.chats;

import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Origin;
import io.crier.domain.messages.Recipient;
import java.util.Optional;

/**
 * A session's conversation with a person or a group, which exists from its first message.
 *
 * @param id whom it is with
 * @param name what the person calls themselves, or the subject of the group, once known
 * @param unread how many received messages are newer than the last one that was read
 * @param markedUnread whether somebody has marked it as unread
 * @param disappearingSeconds after how long its messages disappear; 0 if they stay
 */
public record Chat(
    Recipient id,
    Optional<String> name,
    Message lastMessage,
    int unread,
    boolean markedUnread,
    boolean archived,
    boolean muted,
    boolean pinned,
    int disappearingSeconds) {

  public ChatKind kind() {
    return ChatKind.of(id);
  }

  /**
   * Whether it shows as a message of its own; neither do stories, posts in channels, reactions,
   * edits and deletions.
   */
  public static boolean shows(Message message) {
    return !message.priority().isOwn()
        && message.peer().isConversation()
        && !(message.content() instanceof Content.Reaction)
        && !(message.content() instanceof Change);
  }

  /** Whether it is unread until somebody reads it; what is history was read on the phone. */
  public static boolean counts(Message message) {
    return isReceived(message) && message.handling().origin() != Origin.HISTORY;
  }

  private static boolean isReceived(Message message) {
    return shows(message) && message.direction() == Direction.INBOUND;
  }

  /** What its sender calls themselves, if that names the chat as well. */
  public static Optional<String> nameIn(Message message) {
    return Optional.of(message)
        .filter(it -> isReceived(it) && ChatKind.of(it.peer()) == ChatKind.PERSON)
        .flatMap(it -> it.content().context().envelope().name());
  }

  /** Whether the holder has read the chat: they have written into it on the phone. */
  public static boolean reads(Message message) {
    return message.direction() == Direction.OUTBOUND && message.handling().origin() == Origin.PHONE;
  }
}
