package io.crier.domain.sessions;

import io.crier.domain.events.DomainEvent;

/** Something that happened to a session, or in one of its chats. */
public interface EventOfSession extends DomainEvent {

  SessionId session();
}
