package io.crier.domain.sessions;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a session. */
public sealed interface SessionEvent extends DomainEvent {

  SessionId session();

  /** The session is seen in another state; listeners that show or alert on health want this. */
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

  /** There is a new QR code to scan; the one before is worthless. */
  record QrChanged(
      AccountId account, SessionId session, String value, Instant expiresAt, Instant at)
      implements SessionEvent {
    @Override
    public EventType type() {
      return EventType.SESSION_QR;
    }
  }

  /** WhatsApp holds back messages to new contacts until then; known chats go on. */
  record Restricted(AccountId account, SessionId session, Instant until, Instant at)
      implements SessionEvent {
    @Override
    public EventType type() {
      return EventType.SESSION_RESTRICTION;
    }
  }
}
