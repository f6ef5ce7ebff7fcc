package io.crier.domain.chats;

/** What somebody is doing in a chat, as far as the others can see it. */
public enum Presence {
  TYPING,
  RECORDING,
  /** Neither typing nor recording any more. */
  PAUSED,
  ONLINE,
  OFFLINE;

  /** Whether it happens in a chat, rather than in all of a person's chats. */
  public boolean isInChat() {
    return this == TYPING || this == RECORDING || this == PAUSED;
  }
}
