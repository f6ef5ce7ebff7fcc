package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_QUOTABLE;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;

/** Finds the message that another one replies or reacts to, or forwards. */
public final class QuoteMessage {

  private final Messages messages;
  private final Contacts contacts;
  private final IdentifyContact identifyContact;
  private final FindSessions findSessions;
  private final UnitOfWork unitOfWork;

  public QuoteMessage(
      Messages messages,
      Contacts contacts,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      UnitOfWork unitOfWork) {
    this.findSessions = findSessions;
    this.messages = messages;
    this.contacts = contacts;
    this.identifyContact = identifyContact;
    this.unitOfWork = unitOfWork;
  }

  /** The message, which must belong to the conversation with this recipient. */
  public Quoted quote(Actor actor, SessionId session, Recipient chat, MessageId id) {
    findSessions.find(actor, session);
    return unitOfWork.execute(
        () -> {
          var message =
              messages
                  .find(actor.accountId(), id)
                  .filter(found -> found.session().equals(session))
                  .orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
          var name = identifyContact.nameOf(session, chat);
          if (!isKnownToWhatsApp(message) || !isIn(name, message)) {
            throw new Refused(MESSAGE_NOT_QUOTABLE);
          }
          return Quoted.of(message);
        });
  }

  /** The content of a message of this session, as it is sent to another chat. */
  public Content forwarded(Actor actor, SessionId session, MessageId id) {
    findSessions.find(actor, session);
    return unitOfWork
        .execute(() -> messages.find(actor.accountId(), session, id))
        .orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND))
        .forwarded();
  }

  private static boolean isKnownToWhatsApp(Message message) {
    return message.direction() == Direction.INBOUND || message.status().isSent();
  }

  /** A person may write from a LID and receive the answer at their number. */
  private boolean isIn(Recipient chat, Message message) {
    return message.peer().equals(chat)
        || message.address().isPresent()
            && contacts
                .find(message.session(), chat)
                .flatMap(Contact::address)
                .equals(message.address());
  }
}
