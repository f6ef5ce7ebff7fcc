package io.crier.application.messages;

import io.crier.application.Events;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Engine;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.sessions.Session;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keeps what somebody wrote to a session, once, and tells of it. */
public final class ReceiveMessage {

  private final Messages messages;
  private final Contacts contacts;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ReceiveMessage(
      Messages messages,
      Contacts contacts,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.contacts = contacts;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  void receive(Session session, Engine.Event.Received received) {
    var now = clock.instant();
    unitOfWork.run(
        () -> {
          if (messages.isReceived(session.id(), received.id())) {
            return;
          }
          var message =
              Message.receive(
                  session.account(),
                  session.id(),
                  received.from(),
                  received.address(),
                  received.content(),
                  received.id(),
                  now);
          messages.add(List.of(message));
          contacts.save(
              List.of(
                  new Contact(
                      session.id(), received.from(), received.address(), now, Optional.of(now))));
          events.publish(
              new MessageEvent.Received(
                  session.account(),
                  session.id(),
                  message.id(),
                  received.id(),
                  received.from(),
                  received.address(),
                  received.content(),
                  received.at()));
        });
  }
}
