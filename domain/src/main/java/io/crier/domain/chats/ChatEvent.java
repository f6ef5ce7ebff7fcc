package io.crier.domain.chats;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.EventOfChat;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;

/** Something that happened to a chat, other than a message. */
public sealed interface ChatEvent extends EventOfChat {

  /**
   * Somebody types, records or pauses in a chat, or went online or offline.
   *
   * @param by who does; in a chat with a person that person
   */
  record PresenceChanged(
      AccountId account,
      SessionId session,
      Recipient chat,
      Recipient by,
      Presence presence,
      Instant at)
      implements ChatEvent {

    @Override
    public EventType type() {
      return EventType.CHAT_PRESENCE;
    }
  }

  /**
   * A person was blocked or unblocked.
   *
   * @param chat who
   */
  record Blocked(AccountId account, SessionId session, Recipient chat, boolean blocked, Instant at)
      implements ChatEvent {

    @Override
    public EventType type() {
      return EventType.CONTACT_UPDATED;
    }
  }

  /** Somebody has read, archived, muted or pinned a chat, undone that, or set its timer. */
  record Updated(
      AccountId account,
      SessionId session,
      Recipient chat,
      int unread,
      boolean markedUnread,
      boolean archived,
      boolean muted,
      boolean pinned,
      int disappearingSeconds,
      Instant at)
      implements ChatEvent {

    public static Updated of(AccountId account, SessionId session, Chat chat, Instant at) {
      return new Updated(
          account,
          session,
          chat.id(),
          chat.unread(),
          chat.markedUnread(),
          chat.archived(),
          chat.muted(),
          chat.pinned(),
          chat.disappearingSeconds(),
          at);
    }

    @Override
    public EventType type() {
      return EventType.CHAT_UPDATED;
    }
  }
}
