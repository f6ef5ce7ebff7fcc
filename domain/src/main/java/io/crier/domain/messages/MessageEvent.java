package io.crier.domain.messages;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a message. */
public sealed interface MessageEvent extends EventOfChat {

  @Override
  default Recipient chat() {
    return switch (this) {
      case StatusChanged changed -> changed.to();
      case AlertChanged changed -> changed.to();
      case Received received -> received.from();
      case SentElsewhere sent -> sent.to();
      case MediaChanged changed -> changed.peer();
      case Edited edited -> edited.peer();
      case Revoked revoked -> revoked.peer();
      case Voted voted -> voted.peer();
    };
  }

  /** The session's own number at that time; empty if unknown, and in events of old versions. */
  Optional<PhoneNumber> sessionNumber();

  MessageId message();

  WhatsAppId whatsAppId();

  /** The same event with this number of the session. */
  MessageEvent withSessionNumber(Optional<PhoneNumber> number);

  /**
   * An outbound message has reached another status; there is one event for each step.
   *
   * @param held what holds it back now, other than its turn, if it is queued
   */
  record StatusChanged(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Recipient to,
      Optional<Address> address,
      MessageStatus status,
      Optional<Hold> held,
      Optional<Fault> fault,
      Optional<Integer> engineCode,
      boolean possibleDuplicate,
      boolean test,
      Optional<Metadata> metadata,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.MESSAGE_STATUS;
    }

    @Override
    public StatusChanged withSessionNumber(Optional<PhoneNumber> number) {
      return new StatusChanged(
          account,
          session,
          number,
          message,
          whatsAppId,
          to,
          address,
          status,
          held,
          fault,
          engineCode,
          possibleDuplicate,
          test,
          metadata,
          at);
    }

    /** The same while this holds the message back. */
    public StatusChanged whileHeld(Optional<Hold> by) {
      return new StatusChanged(
          account,
          session,
          sessionNumber,
          message,
          whatsAppId,
          to,
          address,
          status,
          by,
          fault,
          engineCode,
          possibleDuplicate,
          test,
          metadata,
          at);
    }
  }

  /**
   * The status of an alert has changed; its message has the same id.
   *
   * @param metadata describes the post of the alert
   */
  record AlertChanged(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Recipient to,
      MessageStatus status,
      Optional<Fault> fault,
      Optional<Integer> engineCode,
      boolean possibleDuplicate,
      boolean test,
      Optional<Metadata> metadata,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.NOTIFICATION_STATUS;
    }

    @Override
    public AlertChanged withSessionNumber(Optional<PhoneNumber> number) {
      return new AlertChanged(
          account,
          session,
          number,
          message,
          whatsAppId,
          to,
          status,
          fault,
          engineCode,
          possibleDuplicate,
          test,
          metadata,
          at);
    }
  }

  /** The session received a message. */
  record Received(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Recipient from,
      Optional<Address> address,
      Content content,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.MESSAGE_RECEIVED;
    }

    @Override
    public Received withSessionNumber(Optional<PhoneNumber> number) {
      return new Received(
          account, session, number, message, whatsAppId, from, address, content, at);
    }
  }

  /** The session's holder sent a message from the phone or another of its devices. */
  record SentElsewhere(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Recipient to,
      Optional<Address> address,
      Content content,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.MESSAGE_SENT_ELSEWHERE;
    }

    @Override
    public SentElsewhere withSessionNumber(Optional<PhoneNumber> number) {
      return new SentElsewhere(
          account, session, number, message, whatsAppId, to, address, content, at);
    }
  }

  /**
   * The file of a message that WhatsApp handed over has arrived, or cannot be downloaded.
   *
   * @param peer the sender or, of an outbound message, the recipient
   */
  record MediaChanged(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Direction direction,
      Recipient peer,
      Content content,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.MESSAGE_MEDIA;
    }

    @Override
    public MediaChanged withSessionNumber(Optional<PhoneNumber> number) {
      return new MediaChanged(
          account, session, number, message, whatsAppId, direction, peer, content, at);
    }
  }

  /** The author of a message has edited it. */
  record Edited(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Direction direction,
      Recipient peer,
      Optional<Address> address,
      Content content,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.MESSAGE_EDITED;
    }

    @Override
    public Edited withSessionNumber(Optional<PhoneNumber> number) {
      return new Edited(
          account, session, number, message, whatsAppId, direction, peer, address, content, at);
    }
  }

  /** A message was deleted for everyone. */
  record Revoked(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Direction direction,
      Recipient peer,
      Optional<Address> address,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.MESSAGE_REVOKED;
    }

    @Override
    public Revoked withSessionNumber(Optional<PhoneNumber> number) {
      return new Revoked(
          account, session, number, message, whatsAppId, direction, peer, address, at);
    }
  }

  /** Somebody has voted in a poll, or taken their votes back. */
  record Voted(
      AccountId account,
      SessionId session,
      Optional<PhoneNumber> sessionNumber,
      MessageId message,
      WhatsAppId whatsAppId,
      Direction direction,
      Recipient peer,
      Recipient voter,
      Poll poll,
      Instant at)
      implements MessageEvent {
    @Override
    public EventType type() {
      return EventType.POLL_VOTE;
    }

    @Override
    public Voted withSessionNumber(Optional<PhoneNumber> number) {
      return new Voted(
          account, session, number, message, whatsAppId, direction, peer, voter, poll, at);
    }
  }
}
