package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_RECEIVED;
import static io.crier.domain.messages.MessageProblem.SEEN_UNSUPPORTED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.EngineName;

/** Marks a message as read for its author. */
public final class MarkSeen {

  private final Messages messages;
  private final FindSessions findSessions;
  private final RunSessions runSessions;
  private final UnitOfWork unitOfWork;

  public MarkSeen(
      Messages messages,
      FindSessions findSessions,
      RunSessions runSessions,
      UnitOfWork unitOfWork) {
    this.messages = messages;
    this.findSessions = findSessions;
    this.runSessions = runSessions;
    this.unitOfWork = unitOfWork;
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
    var connection =
        actor.test()
            ? runSessions.testConnection(session.id())
            : runSessions.connection(session.id());
    connection
        .orElseThrow(() -> new Refused(NOT_CONNECTED))
        .seen(message.peer(), message.whatsAppId(), message.content().context().author());
  }
}
