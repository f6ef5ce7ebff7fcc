package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_RECEIVED;
import static io.crier.domain.messages.MessageProblem.SEEN_UNSUPPORTED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.EngineName;
import java.time.InstantSource;
import java.util.Optional;

/** Marks a message as read for its author, and the older ones of its chat for the account. */
public final class MarkSeen {

  private final Messages messages;
  private final Chats chats;
  private final FindSessions findSessions;
  private final RunSessions runSessions;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public MarkSeen(
      Messages messages,
      Chats chats,
      FindSessions findSessions,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.chats = chats;
    this.findSessions = findSessions;
    this.runSessions = runSessions;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Idempotent. For a test actor it only reaches the simulator. */
  public void see(Actor actor, MessageId id) {
    actor.require(Role.SEND);
    var message =
        unitOfWork.execute(
            () ->
                messages
                    .find(actor.accountId(), id)
                    .orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND)));
    actor.requireUseOf(message.session());
    if (message.direction() != Direction.INBOUND) {
      throw new Refused(MESSAGE_NOT_RECEIVED);
    }
    var session = findSessions.find(actor, message.session());
    var engine = runSessions.engine(actor.test() ? EngineName.SIMULATOR : session.engine().name());
    if (!engine.abilities().contains(Ability.SEEN)) {
      throw new Refused(SEEN_UNSUPPORTED);
    }
    runSessions.requireHere(session.id());
    var connection =
        actor.test()
            ? runSessions.testConnection(session.id())
            : runSessions.connection(session.id());
    connection
        .orElseThrow(() -> new Refused(NOT_CONNECTED))
        .seen(message.peer(), message.whatsAppId(), message.content().context().author());
    unitOfWork.run(() -> readThrough(message));
  }

  private void readThrough(Message message) {
    var before = chats.find(message.session(), message.peer());
    chats.readThrough(message);
    chats
        .find(message.session(), message.peer())
        .filter(after -> !before.equals(Optional.of(after)))
        .ifPresent(
            after ->
                events.publish(
                    ChatEvent.Updated.of(
                        message.account(), message.session(), after, clock.instant())));
  }
}
