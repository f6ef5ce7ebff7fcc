package io.crier.application.messages;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.PollVoted;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Optional;

/** Applies to stored messages what people edit, delete or vote later, and publishes it once. */
public final class ReviseMessage {

  private final Messages messages;
  private final RawMessages rawMessages;
  private final IdentifyContact identifyContact;
  private final ReceiveMessage receiveMessage;
  private final Events events;
  private final UnitOfWork unitOfWork;

  public ReviseMessage(
      Messages messages,
      RawMessages rawMessages,
      IdentifyContact identifyContact,
      ReceiveMessage receiveMessage,
      Events events,
      UnitOfWork unitOfWork) {
    this.messages = messages;
    this.rawMessages = rawMessages;
    this.identifyContact = identifyContact;
    this.receiveMessage = receiveMessage;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  /**
   * Replaces what a message says; received as a message if the original never arrived. Returns
   * whether two contacts turned out to be the same person.
   */
  public boolean edit(Session session, Engine.Event.Edited edited) {
    var version = edited.version();
    var known =
        unitOfWork.execute(
            () -> {
              var message = messages.lock(session.id(), version.direction(), version.id());
              message
                  .filter(it -> isIn(it, version.peer(), version.address()))
                  .filter(it -> isByItsAuthor(it, version))
                  .flatMap(it -> it.edited(version.content(), version.at()))
                  .ifPresent(
                      it -> {
                        messages.revise(it);
                        events.publish(it.editedEvent());
                      });
              return message.isPresent();
            });
    return !known && receiveMessage.receive(session, version);
  }

  /** Marks a message as deleted for everyone; one that never arrived is none that anybody saw. */
  public void revoke(Session session, Engine.Event.Revoked revoked) {
    var direction = revoked.ours() ? Direction.OUTBOUND : Direction.INBOUND;
    unitOfWork.run(
        () ->
            messages
                .lock(session.id(), direction, revoked.id())
                .filter(it -> isIn(it, revoked.chat(), revoked.address()))
                .flatMap(it -> it.revoked(session.blanksRevoked(), revoked.at()))
                .ifPresent(
                    it -> {
                      messages.revise(it);
                      if (session.blanksRevoked()) {
                        rawMessages.remove(it.id());
                      }
                      events.publish(it.revokedEvent());
                    }));
  }

  /** Counts a vote in a poll; a poll that never arrived has no votes. */
  public void vote(Session session, PollVoted voted) {
    var direction = voted.ours() ? Direction.OUTBOUND : Direction.INBOUND;
    unitOfWork.run(
        () -> {
          var voter = identifyContact.nameOf(session.id(), voted.voter());
          messages
              .lock(session.id(), direction, voted.poll())
              .filter(it -> isIn(it, voted.chat(), voted.address()))
              .flatMap(it -> it.voted(voter, voted.options(), voted.at()))
              .ifPresent(
                  it -> {
                    messages.revise(it);
                    events.publish(it.votedEvent(voter, voted.at()));
                  });
        });
  }

  /** Whether it belongs to this chat, in which its id could be known. */
  private boolean isIn(Message message, Recipient chat, Optional<Address> address) {
    return message.peer().equals(identifyContact.nameOf(message.session(), chat))
        || address.isPresent() && address.equals(message.address());
  }

  /** In a group, other members know the id as well. */
  private boolean isByItsAuthor(Message message, Engine.Event.Received version) {
    var author = message.content().context().author();
    return author.isEmpty()
        || nameOf(message.session(), author)
            .equals(nameOf(message.session(), version.content().context().author()));
  }

  private Optional<Recipient> nameOf(SessionId session, Optional<Recipient> author) {
    return author.map(it -> identifyContact.nameOf(session, it));
  }
}
