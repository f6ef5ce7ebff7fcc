package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;

/** Shows an account its messages and its queues. */
public final class FindMessages {

  private final Messages messages;
  private final FindSessions findSessions;
  private final Estimates estimates;
  private final UnitOfWork unitOfWork;

  public FindMessages(
      Messages messages, FindSessions findSessions, Estimates estimates, UnitOfWork unitOfWork) {
    this.messages = messages;
    this.findSessions = findSessions;
    this.estimates = estimates;
    this.unitOfWork = unitOfWork;
  }

  /** Estimates when messages will be sent. */
  @FunctionalInterface
  public interface Estimates {

    /** When a waiting message behind this many others will probably be sent. */
    Instant estimate(SessionId session, int ahead);
  }

  /** A message, and its place in the queue while it waits. */
  public record Found(Message message, Optional<Place> place) {}

  /** A place in a queue. */
  public record Place(int position, Instant estimatedSendAt) {}

  public Found find(Actor actor, MessageId id) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () -> {
          var message =
              messages
                  .find(actor.accountId(), id)
                  .orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
          actor.requireUseOf(message.session());
          return new Found(message, place(message));
        });
  }

  /** Messages of the sessions that the actor may use. */
  public Slice<Message> list(
      Actor actor, Messages.Filter filter, Optional<MessageId> after, int limit) {
    actor.require(Role.READ);
    var usable = filter.sessions().isEmpty() ? filter.within(actor.sessions()) : filter;
    if (actor.isBound()) {
      usable.sessions().forEach(session -> findSessions.find(actor, session));
    }
    return unitOfWork.execute(() -> messages.list(actor.accountId(), usable, after, limit));
  }

  /** The health of a session's queue; the caller has already checked access to the session. */
  public Messages.QueueHealth health(SessionId session) {
    return unitOfWork.execute(() -> messages.health(session));
  }

  private Optional<Place> place(Message message) {
    if (message.status() == MessageStatus.SCHEDULED) {
      return message.handling().sendAt().map(at -> new Place(0, at));
    }
    if (message.status() != MessageStatus.QUEUED) {
      return Optional.empty();
    }
    var ahead = messages.ahead(message);
    return Optional.of(new Place(ahead, estimates.estimate(message.session(), ahead)));
  }
}
