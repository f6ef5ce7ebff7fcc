package io.crier.application.queue;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_CANCELLABLE;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.Messages;
import io.crier.application.messages.Sends;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cancels waiting messages and refunds them. */
public final class CancelMessage {

  private static final Content.Text WITHDRAWN = new Content.Text("…");

  private final Messages messages;
  private final Quota quota;
  private final Events events;
  private final FindMessages findMessages;
  private final Lanes lanes;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public CancelMessage(
      Messages messages,
      Quota quota,
      Events events,
      FindMessages findMessages,
      Lanes lanes,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.quota = quota;
    this.events = events;
    this.findMessages = findMessages;
    this.lanes = lanes;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Idempotent. */
  public Message cancel(Actor actor, MessageId id) {
    actor.require(Role.SEND);
    var account = actor.accountId();
    findMessages.find(actor, id);
    var now = clock.instant();
    var message =
        unitOfWork.execute(
            () -> {
              var cancelled = messages.cancel(account, List.of(id), now);
              if (!cancelled.isEmpty()) {
                return settle(cancelled, now).getFirst();
              }
              var found =
                  messages.find(account, id).orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
              if (found.status() != MessageStatus.CANCELLED) {
                throw new Refused(MESSAGE_NOT_CANCELLABLE);
              }
              return found;
            });
    lanes.cancelled(message.session(), List.of(id));
    return message;
  }

  /**
   * Ends a message that its sender no longer waits for: cancelled if it is waiting, and failed if
   * it is in flight, with an unknown outcome. Returns the message as it is then; one that was
   * decided in the meantime stays as it is.
   */
  public Message withdraw(Message message) {
    var now = clock.instant();
    var id = List.of(message.id());
    var ended =
        unitOfWork.execute(
            () -> {
              var cancelled = messages.cancel(message.account(), id, now);
              var undecided =
                  cancelled.isEmpty()
                      ? unknown(message.session(), List.of(message.whatsAppId()), now)
                      : cancelled;
              return undecided.isEmpty()
                  ? messages.find(message.account(), message.id()).orElse(message)
                  : settle(undecided, now).getFirst();
            });
    if (ended.status() == MessageStatus.CANCELLED) {
      lanes.cancelled(message.session(), id);
    }
    return ended;
  }

  /** Call within a unit of work: gives up those of these messages that are in flight. */
  private List<Message> unknown(SessionId session, List<WhatsAppId> ids, Instant now) {
    var unknown =
        messages.byWhatsAppIds(session, ids).stream()
            .filter(message -> message.status() == MessageStatus.SENDING)
            .map(message -> message.at(message.progress().failed(Fault.DELIVERY_UNKNOWN, now)))
            .toList();
    messages.move(unknown);
    return unknown;
  }

  /**
   * Call within a unit of work: ends all messages that are waiting or in flight in a session that
   * is about to be removed; the outcome of those in flight stays unknown.
   */
  void cancelAll(SessionId session, Instant now) {
    end(session, messages.cancelAll(session, now), now);
  }

  /** Call within a unit of work: the same for messages that were accepted before this time. */
  void cancelBefore(SessionId session, Instant before, Instant now) {
    end(session, messages.cancelBefore(session, before, now), now);
  }

  private void end(SessionId session, List<Message> cancelled, Instant now) {
    var ended = new ArrayList<>(cancelled);
    var onTheirWay = messages.inFlight(List.of(session)).stream().map(Message::whatsAppId).toList();
    ended.addAll(unknown(session, onTheirWay, now));
    if (!ended.isEmpty()) {
      settle(ended, now);
    }
  }

  /**
   * Call within a unit of work: withdraws these alerts. Waiting ones are cancelled; the texts of
   * the others are removed.
   */
  public void withdrawAlerts(Collection<MessageId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var cancelled = messages.cancelAlerts(ids, now);
    if (!cancelled.isEmpty()) {
      settle(cancelled, now);
    }
    messages.blankAlerts(ids, WITHDRAWN);
    // The cancellation is effective only after the commit: the lanes recount their queues.
    cancelled.forEach(message -> lanes.recountSoon(message.session()));
  }

  private List<Message> settle(List<Message> ended, Instant now) {
    quota.refund(Sends.of(ended));
    events.publish(ended.stream().flatMap(it -> it.statusChanged(now).stream()).toList());
    return ended;
  }
}
