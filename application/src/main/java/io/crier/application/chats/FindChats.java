package io.crier.application.chats;

import static io.crier.domain.chats.ChatProblem.CHAT_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Chats;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.chats.Chat;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.util.Optional;

/** Shows the chats of a session, as far as Crier has sent or received messages in them. */
public final class FindChats {

  private final Chats chats;
  private final IdentifyContact identifyContact;
  private final FindSessions findSessions;
  private final NameGroups nameGroups;
  private final UnitOfWork unitOfWork;

  public FindChats(
      Chats chats,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      NameGroups nameGroups,
      UnitOfWork unitOfWork) {
    this.chats = chats;
    this.identifyContact = identifyContact;
    this.findSessions = findSessions;
    this.nameGroups = nameGroups;
    this.unitOfWork = unitOfWork;
  }

  /**
   * The chats with the newest messages first.
   *
   * @param before only those whose last message is older than this one
   */
  public Slice<Chat> list(Actor actor, SessionId id, Optional<MessageId> before, int limit) {
    var session = findSessions.find(actor, id);
    var found = unitOfWork.execute(() -> chats.list(session.id(), before, limit));
    nameGroups.name(session, found.items());
    return found;
  }

  public Chat find(Actor actor, SessionId id, Recipient named) {
    var session = findSessions.find(actor, id);
    return unitOfWork.execute(
        () ->
            chats
                .find(session.id(), identifyContact.nameOf(session.id(), named))
                .orElseThrow(() -> new Refused(CHAT_NOT_FOUND)));
  }
}
