package io.crier.domain.messages;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message sent or received by a session.
 *
 * @param peer the recipient or sender
 * @param address the address that WhatsApp delivers to, once known; stored with the contact
 * @param revisions what was done to it after it was written
 */
public record Message(
    MessageId id,
    AccountId account,
    SessionId session,
    Direction direction,
    Recipient peer,
    Optional<Address> address,
    Content content,
    Handling handling,
    WhatsAppId whatsAppId,
    Instant createdAt,
    Progress progress,
    Revisions revisions) {

  /** A message that nobody has edited or deleted. */
  public Message(
      MessageId id,
      AccountId account,
      SessionId session,
      Direction direction,
      Recipient peer,
      Optional<Address> address,
      Content content,
      Handling handling,
      WhatsAppId whatsAppId,
      Instant createdAt,
      Progress progress) {
    this(
        id,
        account,
        session,
        direction,
        peer,
        address,
        content,
        handling,
        whatsAppId,
        createdAt,
        progress,
        Revisions.NONE);
  }

  /**
   * A message that is accepted now: queued, or scheduled for later. Refused unless it is fit to
   * send.
   */
  public static Message accept(
      MessageId id,
      AccountId account,
      SessionId session,
      Recipient to,
      Content content,
      Handling handling,
      WhatsAppId whatsAppId,
      Instant now) {
    content.requireFitToSend();
    var status =
        handling.sendAt().filter(now::isBefore).isPresent()
            ? MessageStatus.SCHEDULED
            : MessageStatus.QUEUED;
    return new Message(
        id,
        account,
        session,
        Direction.OUTBOUND,
        to,
        Optional.empty(),
        content,
        handling,
        whatsAppId,
        now,
        Progress.starting(status));
  }

  /**
   * A message that the session received.
   *
   * @param sentAt when it was sent, by WhatsApp's clock
   */
  public static Message receive(
      AccountId account,
      SessionId session,
      Recipient from,
      Optional<Address> address,
      Content content,
      WhatsAppId whatsAppId,
      Instant sentAt,
      Instant now) {
    return new Message(
        MessageId.next(now),
        account,
        session,
        Direction.INBOUND,
        from,
        address,
        content,
        Handling.ORDINARY,
        whatsAppId,
        now,
        Progress.received(sentAt));
  }

  /**
   * A message that the session's holder sent from the phone or another of its devices.
   *
   * @param sentAt when it was sent, by WhatsApp's clock
   */
  public static Message sentElsewhere(
      AccountId account,
      SessionId session,
      Recipient to,
      Optional<Address> address,
      Content content,
      WhatsAppId whatsAppId,
      Instant sentAt,
      Instant now) {
    return new Message(
        MessageId.next(now),
        account,
        session,
        Direction.OUTBOUND,
        to,
        address,
        content,
        Handling.ELSEWHERE,
        whatsAppId,
        now,
        Progress.sentElsewhere(sentAt));
  }

  /**
   * Whether sending it means writing to a new contact.
   *
   * @param known what its session knows about the recipient
   */
  public boolean reachesOut(Optional<Contact> known) {
    return known.map(Contact::isNew).orElse(true) && !hasSeveralReaders() && !handling.test();
  }

  /** Whether it was not written to one person. */
  public boolean hasSeveralReaders() {
    return !peer.isPerson();
  }

  /** Whether Crier sends it, or has sent it. */
  public boolean isFromApi() {
    return direction == Direction.OUTBOUND && handling.origin() == Origin.API;
  }

  public MessageStatus status() {
    return progress.status();
  }

  public Priority priority() {
    return handling.priority();
  }

  public Message at(Progress other) {
    return new Message(
        id,
        account,
        session,
        direction,
        peer,
        address,
        content,
        handling,
        whatsAppId,
        createdAt,
        other,
        revisions);
  }

  /** The same message with another content. */
  public Message with(Content other) {
    return revised(other, revisions);
  }

  /** The same message, whose recipient or sender is now known by another name. */
  public Message with(Recipient other) {
    return new Message(
        id,
        account,
        session,
        direction,
        other,
        address,
        content,
        handling,
        whatsAppId,
        createdAt,
        progress,
        revisions);
  }

  /** The same after its author has edited it; empty if that changes nothing. */
  public Optional<Message> edited(Content by, Instant at) {
    var changed = content.edited(by);
    var version = new Revisions.Version(changed.text(), at);
    if (revisions.revokedAt().isPresent()
        || revisions.isOutdated(version)
        || changed.equals(content)) {
      return Optional.empty();
    }
    var writtenAt = progress.sentAt().orElse(createdAt);
    return Optional.of(revised(changed, revisions.edited(content.text(), writtenAt, at)));
  }

  /**
   * The same after it was deleted for everyone; empty if it was before.
   *
   * @param blank whether what it said is not kept
   */
  public Optional<Message> revoked(boolean blank, Instant at) {
    if (revisions.revokedAt().isPresent()) {
      return Optional.empty();
    }
    var after = revisions.revoked(at);
    return Optional.of(
        blank ? revised(content.blanked(), after.blanked()) : revised(content, after));
  }

  /** The same after somebody has voted in it; empty if it is no poll, or that changes nothing. */
  public Optional<Message> voted(Recipient voter, List<String> options, Instant at) {
    return content instanceof Poll poll && revisions.revokedAt().isEmpty()
        ? poll.voted(voter, options, at).map(this::with)
        : Optional.empty();
  }

  private Message revised(Content changed, Revisions after) {
    return new Message(
        id,
        account,
        session,
        direction,
        peer,
        address,
        changed,
        handling,
        whatsAppId,
        createdAt,
        progress,
        after);
  }

  /** The event of its last edit. */
  public MessageEvent.Edited editedEvent() {
    return new MessageEvent.Edited(
        account,
        session,
        Optional.empty(),
        id,
        whatsAppId,
        direction,
        peer,
        address,
        content,
        revisions.editedAt().orElseThrow());
  }

  /** The event of its deletion. */
  public MessageEvent.Revoked revokedEvent() {
    return new MessageEvent.Revoked(
        account,
        session,
        Optional.empty(),
        id,
        whatsAppId,
        direction,
        peer,
        address,
        revisions.revokedAt().orElseThrow());
  }

  /** Its content as it is sent to another chat, marked as forwarded. */
  public Content forwarded() {
    if (revisions.revokedAt().isPresent()) {
      throw new Refused(MessageProblem.MESSAGE_REVOKED);
    }
    if (direction == Direction.OUTBOUND && !status().isSent()) {
      throw new Refused(MessageProblem.MESSAGE_NOT_SENT);
    }
    return content.forwarded();
  }

  /** The event that somebody has voted in this poll. */
  public MessageEvent.Voted votedEvent(Recipient voter, Instant at) {
    return new MessageEvent.Voted(
        account,
        session,
        Optional.empty(),
        id,
        whatsAppId,
        direction,
        peer,
        voter,
        (Poll) content,
        at);
  }

  /** The event of receiving this message at this time. */
  public MessageEvent.Received received(Instant at) {
    return new MessageEvent.Received(
        account, session, Optional.empty(), id, whatsAppId, peer, address, content, at);
  }

  /** The event of learning that this message was sent from the phone. */
  public MessageEvent.SentElsewhere sentElsewhere(Instant at) {
    return new MessageEvent.SentElsewhere(
        account, session, Optional.empty(), id, whatsAppId, peer, address, content, at);
  }

  /** The event that its file has arrived, or cannot be downloaded. */
  public MessageEvent.MediaChanged mediaChanged(Instant now) {
    return new MessageEvent.MediaChanged(
        account, session, Optional.empty(), id, whatsAppId, direction, peer, content, now);
  }

  /** The event of its new status; codes are never published. */
  public Optional<MessageEvent> statusChanged(Instant now) {
    return switch (priority()) {
      case CODE -> Optional.empty();
      case ALERT -> Optional.of(alertChanged(now));
      default -> Optional.of(ordinaryChanged(now));
    };
  }

  /** The same event, and what holds the message back, if it is queued. */
  public Optional<MessageEvent> statusChanged(Instant now, Optional<Hold> held) {
    return statusChanged(now)
        .map(
            event ->
                event instanceof MessageEvent.StatusChanged changed
                        && status() == MessageStatus.QUEUED
                    ? changed.whileHeld(held)
                    : event);
  }

  private MessageEvent.AlertChanged alertChanged(Instant now) {
    return new MessageEvent.AlertChanged(
        account,
        session,
        Optional.empty(),
        id,
        whatsAppId,
        peer,
        progress.status(),
        progress.fault(),
        progress.engineCode(),
        progress.possibleDuplicate(),
        handling.test(),
        handling.metadata(),
        now);
  }

  private MessageEvent.StatusChanged ordinaryChanged(Instant now) {
    return new MessageEvent.StatusChanged(
        account,
        session,
        Optional.empty(),
        id,
        whatsAppId,
        peer,
        address,
        progress.status(),
        Optional.empty(),
        progress.fault(),
        progress.engineCode(),
        progress.possibleDuplicate(),
        handling.test(),
        handling.metadata(),
        now);
  }
}
