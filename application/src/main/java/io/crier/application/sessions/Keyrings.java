package io.crier.application.sessions;

import io.crier.domain.sessions.SessionId;

/** The credentials of all sessions. */
public interface Keyrings {

  Keyring of(SessionId session, Node owner);
}
