package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Recipient;

/** How the phone of one session marks its chats. */
public interface ChatMarks {

  /**
   * Archives, mutes or pins a chat, marks it as unread or takes that mark away, as the change says;
   * the rest of the change is left out. Idempotent. Returns the chat, within a bounded time.
   */
  Answer<Recipient> mark(Chat chat, ChatChange change);
}
