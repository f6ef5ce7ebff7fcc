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
 * All messages; the waiting ones are the queues. Lists of an account's messages never include
 * Crier's own, codes and alerts.
 */
public interface Messages {

  /** Adds new messages; within a session their order here is their order in the queue. */
  void add(List<Message> messages);

  Optional<Message> find(AccountId account, MessageId id);

  /** The same, if it is one of this session. */
  Optional<Message> find(AccountId account, SessionId session, MessageId id);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<Message> list(AccountId account, Filter filter, Optional<MessageId> after, int limit);

  /**
   * Which messages a list shows; an empty criterion matches all.
   *
   * @param sessions the only sessions whose messages are shown; empty means all
   * @param statuses the only statuses that are shown; empty means all
   * @param peers the only ones from or to whom messages are shown; empty means all
   */
  record Filter(
      Set<SessionId> sessions,
      Set<MessageStatus> statuses,
      Optional<Direction> direction,
      Set<Recipient> peers,
      Optional<Instant> from,
      Optional<Instant> to) {

    /** The same filter, limited to these sessions. */
    Filter within(Set<SessionId> only) {
      return new Filter(only, statuses, direction, peers, from, to);
    }

    /** The same filter, limited to messages from or to these. */
    Filter with(Set<Recipient> others) {
      return new Filter(sessions, statuses, direction, others, from, to);
    }
  }

  /** Cancels those of the account's messages that are still waiting, and returns them. */
  List<Message> cancel(AccountId account, Collection<MessageId> ids, Instant now);

  /** Cancels those of these alerts that are still waiting, of any account, and returns them. */
  List<Message> cancelAlerts(Collection<MessageId> ids, Instant now);

  /**
   * Moves those of Crier's own messages among these that are still waiting, and were certainly
   * never sent, into the session's queue, in order of acceptance; returns them.
   */
  List<Message> reassign(Collection<MessageId> ids, SessionId session);

  /** Replaces the text of those of these alerts that are neither waiting nor being sent. */
  void blankAlerts(Collection<MessageId> ids, Content.Text instead);

  /** Cancels all waiting messages of the session, and returns them. */
  List<Message> cancelAll(SessionId session, Instant now);

  /** The same for those of the session that were accepted before this time. */
  List<Message> cancelBefore(SessionId session, Instant before, Instant now);

  /** Whether any message of the session waits, queued or scheduled. */
  boolean waits(SessionId session);

  /** Moves scheduled messages that are due into their queues, and returns them. */
  List<Message> enqueueDue(Instant now, int limit);

  /** The statuses of these messages, including Crier's own; deleted ones are left out. */
  Map<MessageId, MessageStatus> statuses(Collection<MessageId> ids);

  /** How many messages are queued in each of the sessions; those with none are left out. */
  Map<SessionId, Integer> queued(Collection<SessionId> sessions);

  /**
   * The first messages of each queue, by priority, then in order of acceptance.
   *
   * @param metOnly the sessions of which only messages to contacts that are not new are read
   */
  List<Message> heads(Collection<SessionId> sessions, Set<SessionId> metOnly, int limit);

  /**
   * The same, without the messages that wait for a retry now, and those that are behind such a
   * message to the same recipient.
   */
  List<Message> ready(
      Collection<SessionId> sessions, Set<SessionId> metOnly, int limit, Instant now);

  /** When the next message of each queue may be retried, if any waits for that now. */
  Map<SessionId, Instant> nextRetries(Collection<SessionId> sessions, Instant now);

  /**
   * Until when queued messages among these wait for a retry now: their own, or that of a message to
   * the same recipient ahead of them.
   */
  Map<MessageId, Instant> retries(Collection<MessageId> ids, Instant now);

  /**
   * How many messages are ahead of a waiting message in its queue: 0 means it is next. Those to
   * other recipients that wait for a retry now, or are behind one that does, do not count.
   */
  int ahead(Message message, Instant now);

  /**
   * Moves queued messages into sending, if the node still owns their sessions under these epochs by
   * the database's clock and no other message of the session is in flight. Messages that are not
   * returned must not be sent.
   */
  List<Message> claim(Node node, List<Claim> claims, Instant now);

  /**
   * A request to claim a message.
   *
   * @param turn the number of this send since the session's last rest, from 1
   */
  record Claim(MessageId message, SessionId session, long epoch, int turn) {}

  /**
   * Records the results of sends, under the same fence. Returns the messages that changed; a
   * message that a receipt has already advanced is not among them. A message whose progress is
   * still sending stays in flight, for one more attempt.
   */
  List<Message> complete(Node node, List<Completion> completions);

  /** The result of a send: the message as it was claimed, and its new progress. */
  record Completion(Message message, long epoch, WhatsAppId whatsAppId, Progress progress) {}

  /** The messages of these sessions that were in flight when their last owner failed. */
  List<Message> inFlight(Collection<SessionId> sessions);

  /** The outbound messages of the session with these WhatsApp ids; locks them. */
  List<Message> byWhatsAppIds(SessionId session, Collection<WhatsAppId> ids);

  /** The message of the session with this direction and WhatsApp id. */
  Optional<MessageId> known(SessionId session, Direction direction, WhatsAppId id);

  /** The message with its newest content; locks it. */
  Optional<Message> lock(MessageId id);

  /**
   * The message of the session with this direction and WhatsApp id, unless it is one of Crier's
   * own; locks it.
   */
  Optional<Message> lock(SessionId session, Direction direction, WhatsAppId id);

  /** Replaces the content and revisions of a message that was locked in this unit of work. */
  void revise(Message message);

  /** Replaces the recipient or sender of these messages, who is now known by another name. */
  void rename(SessionId session, Recipient was, Recipient is);

  /** Replaces the progress of messages that were locked in this unit of work. */
  void move(List<Message> messages);

  /**
   * The state of each session's pacing, for its new owner; sessions that never sent may be left
   * out.
   */
  Map<SessionId, Trail> trails(Collection<SessionId> sessions, Instant dayStart);

  /**
   * What is known of a session's last sends.
   *
   * @param lastEnd when the last attempt ended, or began if its end is unknown
   * @param turn the number of the last send since the session's last rest
   * @param sentToday messages attempted since the day began
   * @param metToday new contacts among them
   */
  record Trail(Optional<Instant> lastEnd, int turn, int sentToday, int metToday) {

    public static final Trail NONE = new Trail(Optional.empty(), 0, 0, 0);
  }

  /** How many messages to send the account has given the session, by their present status. */
  Map<MessageStatus, Integer> counts(AccountId account, SessionId session);

  /** The health of the queue of each of these sessions. */
  Map<SessionId, QueueHealth> health(Collection<SessionId> sessions);

  /** Indicators of the health of one session's queue. */
  record QueueHealth(
      int queueLength,
      Optional<Instant> oldestQueuedAt,
      Optional<Instant> lastSentAt,
      Optional<Instant> lastAckAt) {}
}
