package io.crier.domain.sessions;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a session. */
public sealed interface SessionEvent extends EventOfSession {

  /** The status of the session has changed: for displays and health checks. */
  record StatusChanged(
      AccountId account,
      SessionId session,
      SessionStatus status,
      DesiredState wanted,
      Optional<PhoneNumber> number,
      Optional<String> error,
      Instant at)
      implements SessionEvent {
    @Override
    public EventType type() {
      return EventType.SESSION_STATUS;
    }
  }

  /** There is a new QR code to scan; the previous one is invalid. */
  record QrChanged(
      AccountId account, SessionId session, String value, Instant expiresAt, Instant at)
      implements SessionEvent {
    @Override
    public EventType type() {
      return EventType.SESSION_QR;
    }
  }

  /** WhatsApp blocks messages to new contacts until then; known chats are unaffected. */
  record Restricted(AccountId account, SessionId session, Instant until, Instant at)
      implements SessionEvent {
    @Override
    public EventType type() {
      return EventType.SESSION_RESTRICTION;
    }
  }
}
