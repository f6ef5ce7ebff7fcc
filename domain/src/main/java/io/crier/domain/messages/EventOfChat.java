package io.crier.domain.messages;

import io.crier.domain.sessions.EventOfSession;

/** Something that happened in a chat of a session. */
public interface EventOfChat extends EventOfSession {

  Recipient chat();
}
