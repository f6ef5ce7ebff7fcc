package io.crier.application.messages;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.sessions.Engine;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Quoted;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Stores each message to a session once, and publishes it. */
public final class ReceiveMessage {

  private final Messages messages;
  private final IdentifyContact identifyContact;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ReceiveMessage(
      Messages messages,
      IdentifyContact identifyContact,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.identifyContact = identifyContact;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Returns whether two contacts turned out to be the same person. */
  public boolean receive(Session session, Engine.Event.Received received) {
    var now = clock.instant();
    return unitOfWork.execute(
        () -> {
          if (messages.known(session.id(), Direction.INBOUND, received.id()).isPresent()) {
            return false;
          }
          var from = identifyContact.met(session.id(), received.from(), received.address(), now);
          var content = received.content().quoting(quoted -> quoted.as(idOf(session.id(), quoted)));
          var message =
              Message.receive(
                  session.account(),
                  session.id(),
                  from.contact().recipient(),
                  from.contact().address(),
                  content,
                  received.id(),
                  received.at(),
                  now);
          messages.add(List.of(message));
          events.publish(message.received(received.at()));
          return from.merged();
        });
  }

  private Optional<MessageId> idOf(SessionId session, Quoted quoted) {
    return messages.known(
        session, quoted.ours() ? Direction.OUTBOUND : Direction.INBOUND, quoted.whatsAppId());
  }
}
