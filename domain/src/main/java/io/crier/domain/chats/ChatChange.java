package io.crier.domain.chats;

import static io.crier.domain.chats.ChatProblem.INVALID_CHAT_CHANGE;

import io.crier.domain.Refused;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody does to a chat; what is absent stays.
 *
 * @param read true marks all its messages as read, false marks the chat as unread
 */
public record ChatChange(
    Optional<Boolean> read,
    Optional<Boolean> archived,
    Optional<Boolean> muted,
    Optional<Boolean> pinned) {

  public static final ChatChange READ =
      new ChatChange(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());

  /** A change that a caller asks for; refused if it changes nothing. */
  public static ChatChange requested(
      Optional<Boolean> read,
      Optional<Boolean> archived,
      Optional<Boolean> muted,
      Optional<Boolean> pinned) {
    if (Stream.of(read, archived, muted, pinned).allMatch(Optional::isEmpty)) {
      throw new Refused(INVALID_CHAT_CHANGE);
    }
    return new ChatChange(read, archived, muted, pinned);
  }

  /** Whether it marks all messages as read. */
  public boolean reads() {
    return read.orElse(false);
  }
}
