package io.crier.application.sending;

import io.crier.application.accounts.Allowances;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.messages.Messages;
import io.crier.application.messages.Sends;
import io.crier.application.queue.Lanes;
import io.crier.application.queue.TellOwners;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts Crier's own messages, codes and alerts, into the queues of the sessions that send them. */
public final class QueueMessages {

  private final Messages messages;
  private final Quota quota;
  private final Events events;
  private final Lanes lanes;
  private final TellOwners tellOwners;
  private final InstantSource clock;

  public QueueMessages(
      Messages messages,
      Quota quota,
      Events events,
      Lanes lanes,
      TellOwners tellOwners,
      InstantSource clock) {
    this.messages = messages;
    this.quota = quota;
    this.events = events;
    this.lanes = lanes;
    this.tellOwners = tellOwners;
    this.clock = clock;
  }

  /**
   * Call within a unit of work: stores new messages, in this order, and publishes them. Messages
   * without remaining quota or credit are stored as failed. After the commit pass the result to
   * {@link #enqueue}; if it is unknown whether the commit succeeded, to {@link #doubt}.
   */
  public List<Message> keep(List<Message> fresh) {
    var now = clock.instant();
    var failed = grant(fresh, now);
    var kept = fresh.stream().map(message -> failed.getOrDefault(message.id(), message)).toList();
    messages.add(fresh);
    tellOwners.queued(fresh);
    messages.move(List.copyOf(failed.values()));
    events.publish(kept.stream().flatMap(it -> it.statusChanged(now).stream()).toList());
    return kept;
  }

  public void enqueue(List<Message> kept) {
    lanes.enqueue(kept);
  }

  public void doubt(List<Message> perhapsKept) {
    perhapsKept.forEach(message -> lanes.recountSoon(message.session()));
  }

  /** Call within a unit of work: codes and alerts that wait there and were certainly never sent. */
  public List<Message> waiting(SessionId session, int most) {
    return messages.heads(List.of(session), Set.of(), most).stream()
        .filter(message -> message.priority().isOwn())
        .filter(message -> !message.progress().possibleDuplicate())
        .toList();
  }

  /** Call within a unit of work: moves them to another session; returns how many were moved. */
  public int reassign(List<Message> waiting, SessionId session) {
    var moved = messages.reassign(waiting.stream().map(Message::id).toList(), session);
    tellOwners.queued(moved);
    // The lanes count their queues after the commit.
    waiting.forEach(message -> lanes.recountSoon(message.session()));
    lanes.recountSoon(session);
    return moved.size();
  }

  /** Charges for the messages; returns those that failed due to lack of quota or credit. */
  private Map<MessageId, Message> grant(List<Message> fresh, Instant now) {
    var bounds = quota.grant(Sends.of(fresh));
    var failed = new HashMap<MessageId, Message>();
    for (var i = 0; i < fresh.size(); i++) {
      if (bounds.get(i) != Allowances.Bound.NONE) {
        var message = fresh.get(i);
        var progress = message.progress().failed(fault(bounds.get(i)), now);
        failed.put(message.id(), message.at(progress));
      }
    }
    return failed;
  }

  private static Fault fault(Allowances.Bound bound) {
    return bound == Allowances.Bound.CREDITS ? Fault.NO_CREDIT : Fault.QUOTA_EXCEEDED;
  }
}
