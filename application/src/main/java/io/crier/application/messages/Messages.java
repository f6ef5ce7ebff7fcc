package io.crier.application.messages;

import io.crier.application.Slice;
import io.crier.application.sessions.Node;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All messages; those that wait are the queues. An account's messages never include Crier's own,
 * codes and alerts.
 */
public interface Messages {

  /** Adds new messages; within a session their order here is their order in the queue. */
  void add(List<Message> messages);

  Optional<Message> find(AccountId account, MessageId id);

  /** Newest first, those older than {@code after} if it is given. */
  Slice<Message> list(AccountId account, Filter filter, Optional<MessageId> after, int limit);

  /**
   * Which messages a list shows; what is empty does not matter.
   *
   * @param sessions the only sessions whose messages are shown; empty means all
   */
  record Filter(
      Set<SessionId> sessions,
      Optional<MessageStatus> status,
      Optional<Direction> direction,
      Optional<Recipient> peer,
      Optional<Instant> from,
      Optional<Instant> to) {

    /** The same for these sessions only. */
    Filter within(Set<SessionId> only) {
      return new Filter(only, status, direction, peer, from, to);
    }
  }

  /** Cancels those of the account's messages that still wait, and returns them. */
  List<Message> cancel(AccountId account, Collection<MessageId> ids, Instant now);

  /** Cancels those of these alerts that still wait, of any account, and returns them. */
  List<Message> cancelAlerts(Collection<MessageId> ids, Instant now);

  /**
   * Moves those of these messages of Crier's own that still wait, and were surely never sent, into
   * the session's queue, where they keep their order of acceptance; returns them.
   */
  List<Message> reassign(Collection<MessageId> ids, SessionId session);

  /** Replaces the text of those of these alerts that neither wait nor are on their way. */
  void blankAlerts(Collection<MessageId> ids, Content.Text instead);

  /** Cancels all that waits in the session, and returns it. */
  List<Message> cancelAll(SessionId session, Instant now);

  /** Moves messages that were scheduled and are due into their queues, and returns them. */
  List<Message> enqueueDue(Instant now, int limit);

  /** Where these messages are, Crier's own among them; those that are gone are left out. */
  Map<MessageId, MessageStatus> statuses(Collection<MessageId> ids);

  /** How many messages are queued in each of the sessions; those with none are left out. */
  Map<SessionId, Integer> queued(Collection<SessionId> sessions);

  /**
   * The first messages of each queue, by priority, then in order of acceptance.
   *
   * @param metOnly the sessions that are read only for messages to contacts they have met
   */
  List<Message> heads(Collection<SessionId> sessions, Set<SessionId> metOnly, int limit);

  /** How far ahead in its queue a waiting message is: 0 is next. */
  int ahead(Message message);

  /**
   * Moves messages that are queued into sending, if the node still owns their sessions under these
   * epochs by the database's clock and none other of the session is in flight. What does not come
   * back must not be sent.
   */
  List<Message> claim(Node node, List<Claim> claims, Instant now);

  /**
   * A request to claim a message.
   *
   * @param turn which send since the session's last rest this is, from 1
   */
  record Claim(MessageId message, SessionId session, long epoch, int turn) {}

  /**
   * Records how sends ended, under the same fence. Returns those that changed; a message that a
   * receipt has moved on already is not among them. One whose progress says sending still stays in
   * flight, for one more attempt.
   */
  List<Message> complete(Node node, List<Completion> completions);

  /** How a send ended: the message as it was claimed, and where it is now. */
  record Completion(Message message, long epoch, WhatsAppId whatsAppId, Progress progress) {}

  /** The messages in sending of these sessions, after their last owner died. */
  List<Message> inFlight(Collection<SessionId> sessions);

  /** The outbound messages of the session that WhatsApp knows by these ids; locks them. */
  List<Message> byWhatsAppIds(SessionId session, Collection<WhatsAppId> ids);

  /** The message of the session that went this way and that WhatsApp knows by this id. */
  Optional<MessageId> known(SessionId session, Direction direction, WhatsAppId id);

  /** Replaces the recipient or sender of these messages, who goes by another name now. */
  void rename(SessionId session, Recipient was, Recipient is);

  /** Replaces the progress of messages that were locked in this unit of work. */
  void move(List<Message> messages);

  /** Where each session's pace stands, for its new owner; those that never sent may be left out. */
  Map<SessionId, Trail> trails(Collection<SessionId> sessions, Instant dayStart);

  /**
   * What is known of a session's last sends.
   *
   * @param lastEnd when the last attempt ended, or began if its end is unknown
   * @param turn which send since the last rest it was
   * @param sentToday messages that were tried since the day began
   * @param metToday new contacts among them
   */
  record Trail(Optional<Instant> lastEnd, int turn, int sentToday, int metToday) {

    public static final Trail NONE = new Trail(Optional.empty(), 0, 0, 0);
  }

  /** What the queue of a session looks like from outside. */
  QueueHealth health(SessionId session);

  /** Signs of life of one session. */
  record QueueHealth(
      int queueLength,
      Optional<Instant> oldestQueuedAt,
      Optional<Instant> lastSentAt,
      Optional<Instant> lastAckAt) {}
}
