package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows an account its messages and its queues. */
public final class FindMessages {

  private final Messages messages;
  private final Contacts contacts;
  private final FindSessions findSessions;
  private final Queues queues;
  private final UnitOfWork unitOfWork;

  public FindMessages(
      Messages messages,
      Contacts contacts,
      FindSessions findSessions,
      Queues queues,
      UnitOfWork unitOfWork) {
    this.messages = messages;
    this.contacts = contacts;
    this.findSessions = findSessions;
    this.queues = queues;
    this.unitOfWork = unitOfWork;
  }

  /** Knows the queues, and what holds them back. */
  public interface Queues {

    /** The place of a queued message. */
    Place place(Message message);

    /** The place of a queued message behind this many others. */
    Place place(Message message, int ahead);

    /** What holds these queued messages back, other than their turn: those that are held. */
    Map<MessageId, Hold> holds(List<Message> queued);
  }

  /** A message, and its place in the queue while it waits. */
  public record Found(Message message, Optional<Place> place) {}

  /** A message in a list, and what holds it back while it is queued. */
  public record Listed(Message message, Optional<Hold> held) {}

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
  public Slice<Listed> list(
      Actor actor, Messages.Filter filter, Optional<MessageId> after, int limit) {
    actor.require(Role.READ);
    var usable = filter.sessions().isEmpty() ? filter.within(actor.sessions()) : filter;
    if (actor.isBound()) {
      usable.sessions().forEach(session -> findSessions.find(actor, session));
    }
    return unitOfWork.execute(
        () -> {
          var found = messages.list(actor.accountId(), named(actor, usable), after, limit);
          var queued =
              found.items().stream().filter(it -> it.status() == MessageStatus.QUEUED).toList();
          var holds = queues.holds(queued);
          return found.map(it -> new Listed(it, Optional.ofNullable(holds.get(it.id()))));
        });
  }

  /** The same filter, with all names of whoever it is about. */
  private Messages.Filter named(Actor actor, Messages.Filter filter) {
    var names = new HashSet<Recipient>(filter.peers());
    filter.peers().stream()
        .filter(IdentifyContact::mayBeKnownOtherwise)
        .forEach(peer -> names.addAll(contacts.namesOf(actor.accountId(), peer)));
    return filter.with(names);
  }

  /**
   * The health of the queue of each of these sessions; the caller has already checked access to
   * them.
   */
  public Map<SessionId, Messages.QueueHealth> health(Collection<Session> sessions) {
    var ids = sessions.stream().map(Session::id).toList();
    return unitOfWork.execute(() -> messages.health(ids));
  }

  private Optional<Place> place(Message message) {
    if (message.status() == MessageStatus.SCHEDULED) {
      return message.handling().sendAt().map(Place::scheduled);
    }
    if (message.status() != MessageStatus.QUEUED) {
      return Optional.empty();
    }
    return Optional.of(queues.place(message));
  }
}
