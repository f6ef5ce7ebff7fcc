package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.messages.Recipient;

/** When the messages of one session's chats disappear. */
public interface Timers {

  /**
   * From now on the messages of a chat disappear after this many seconds, or do not if it is 0;
   * returns that. Messages to the chat have that timer afterwards. Asks WhatsApp, and returns
   * within a bounded time.
   */
  Answer<Integer> set(Recipient chat, int seconds);
}
