package io.crier.domain.messages;

import io.crier.domain.DomainEvent;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a message. */
public sealed interface MessageEvent extends DomainEvent {

  SessionId session();

  MessageId message();

  /** An outbound message has moved on; one event for every step. */
  record StatusChanged(
      AccountId account,
      SessionId session,
      MessageId message,
      WhatsAppId whatsAppId,
      Recipient to,
      Optional<Address> address,
      MessageStatus status,
      Optional<Fault> fault,
      boolean possibleDuplicate,
      boolean test,
      Optional<Metadata> metadata,
      Instant at)
      implements MessageEvent {}

  /**
   * A notification has moved on: the message that carries it, and has its id, has.
   *
   * @param metadata what the notification is about
   */
  record AlertChanged(
      AccountId account,
      SessionId session,
      MessageId message,
      WhatsAppId whatsAppId,
      Recipient to,
      MessageStatus status,
      Optional<Fault> fault,
      boolean possibleDuplicate,
      boolean test,
      Optional<Metadata> metadata,
      Instant at)
      implements MessageEvent {}

  /** Somebody wrote to the session. */
  record Received(
      AccountId account,
      SessionId session,
      MessageId message,
      WhatsAppId whatsAppId,
      Recipient from,
      Optional<Address> address,
      Content content,
      Instant at)
      implements MessageEvent {}
}
