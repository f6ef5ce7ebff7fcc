package io.crier.application.chats;

import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.Set;

/** Whom the holders of sessions have blocked, as far as it has been seen. */
public interface BlockedContacts {

  Set<Recipient> of(SessionId session);

  /** Those of these people who are blocked. */
  Set<Recipient> among(SessionId session, Collection<Recipient> people);

  /** Does nothing for a session that was removed in the meantime. */
  void add(SessionId session, Recipient person);

  void remove(SessionId session, Recipient person);
}
