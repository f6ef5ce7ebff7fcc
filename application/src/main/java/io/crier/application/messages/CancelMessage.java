package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_CANCELLABLE;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Events;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Allowances;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Cancels what still waits; its quota is given back. */
public final class CancelMessage {

  private final Messages messages;
  private final Allowances allowances;
  private final Events events;
  private final SendQueue queue;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public CancelMessage(
      Messages messages,
      Allowances allowances,
      Events events,
      SendQueue queue,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.allowances = allowances;
    this.events = events;
    this.queue = queue;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Idempotent: what is cancelled already stays so. */
  public Message cancel(AccountId account, MessageId id) {
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
    queue.cancelled(message.session(), List.of(id));
    return message;
  }

  /** Within a unit of work: cancels all that waits in a session that is about to be removed. */
  void cancelAll(SessionId session, Instant now) {
    var cancelled = messages.cancelAll(session, now);
    if (!cancelled.isEmpty()) {
      settle(cancelled, now);
    }
  }

  private List<Message> settle(List<Message> cancelled, Instant now) {
    for (var message : cancelled) {
      if (!message.handling().test()) {
        allowances.giveBack(message.account(), 1, Lane.dayOf(message.createdAt()));
      }
    }
    events.publish(cancelled.stream().map(it -> it.statusChanged(now)).toList());
    return cancelled;
  }
}
