package io.crier.domain.chats;

import static io.crier.domain.chats.ChatProblem.INVALID_CHAT_CHANGE;

import io.crier.domain.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody does to a chat; what is absent stays.
 *
 * @param read true marks all its messages as read, false marks the chat as unread
 * @param disappearingSeconds after how long its messages disappear; 0 if they stay
 */
public record ChatChange(
    Optional<Boolean> read,
    Optional<Boolean> archived,
    Optional<Boolean> muted,
    Optional<Boolean> pinned,
    Optional<Integer> disappearingSeconds) {

  /** What callers can choose: off, a day, a week or 90 days. */
  public static final List<Integer> TIMERS = List.of(0, 86_400, 604_800, 7_776_000);

  public static final ChatChange READ =
      new ChatChange(Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty());

  /** A change of marks alone. */
  public ChatChange(
      Optional<Boolean> read,
      Optional<Boolean> archived,
      Optional<Boolean> muted,
      Optional<Boolean> pinned) {
    this(read, archived, muted, pinned, Optional.empty());
  }

  /** A change that a caller asks for; refused if it changes nothing. */
  public static ChatChange requested(
      Optional<Boolean> read,
      Optional<Boolean> archived,
      Optional<Boolean> muted,
      Optional<Boolean> pinned,
      Optional<Integer> disappearingSeconds) {
    if (Stream.of(read, archived, muted, pinned, disappearingSeconds).allMatch(Optional::isEmpty)) {
      throw new Refused(INVALID_CHAT_CHANGE);
    }
    if (disappearingSeconds.filter(it -> !TIMERS.contains(it)).isPresent()) {
      throw new Refused(
          INVALID_CHAT_CHANGE, "disappearingSeconds: expected 0, 86400, 604800 or 7776000");
    }
    return new ChatChange(read, archived, muted, pinned, disappearingSeconds);
  }

  /** Messages of the chat disappear after this long. */
  public static ChatChange timer(int seconds) {
    return new ChatChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(seconds));
  }

  /** Whether it changes how the phone lists the chat. */
  public boolean marks() {
    return Stream.of(read, archived, muted, pinned).anyMatch(Optional::isPresent);
  }

  /** Whether it marks all messages as read. */
  public boolean reads() {
    return read.orElse(false);
  }
}
