package io.crier.application.chats;

import static io.crier.domain.chats.ChatProblem.CHAT_NOT_FOUND;
import static io.crier.domain.chats.ChatProblem.CHAT_REFUSED;
import static io.crier.domain.chats.ChatProblem.DISAPPEARING_UNSUPPORTED;

import io.crier.application.Actor;
import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.Chats;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * Marks chats as read or unread, archives, mutes and pins them, and sets when their messages
 * disappear.
 */
public final class ChangeChat {

  /** WhatsApp is told of no more of the messages that are read; those are the newest. */
  private static final int MOST_SEEN = 50;

  private final Chats chats;
  private final IdentifyContact identifyContact;
  private final FindSessions findSessions;
  private final RunSessions runSessions;
  private final UseConnection useConnection;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;

  public ChangeChat(
      Chats chats,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      Clockwork clockwork) {
    this.chats = chats;
    this.identifyContact = identifyContact;
    this.findSessions = findSessions;
    this.runSessions = runSessions;
    useConnection = new UseConnection(findSessions, runSessions);
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
  }

  /** A chat before and after a change, and what the change has read. */
  private record Changed(Chat chat, List<Message> read) {}

  /**
   * Changes what Crier keeps. The phone has marks before that, if the session's engine can set them
   * and is connected; the authors of what is read are told after it, likewise. A timer is only kept
   * once WhatsApp has it. Idempotent.
   */
  public Chat change(Actor actor, SessionId id, Recipient named, ChatChange change) {
    actor.require(Role.SEND);
    var session = findSessions.find(actor, id);
    if (change.disappearingSeconds().isPresent()) {
      setTimer(actor, session, named, change.disappearingSeconds().get());
    }
    if (change.marks() && can(actor, session, Ability.MARK_CHATS)) {
      mark(actor, session, named, change);
    }
    if (change.reads() && can(actor, session, Ability.SEEN)) {
      runSessions.requireHere(id);
    }
    var changed =
        unitOfWork
            .execute(() -> apply(session, named, change))
            .orElseThrow(() -> new Refused(CHAT_NOT_FOUND));
    if (!changed.read().isEmpty()) {
      connection(actor, session)
          .filter(it -> can(actor, session, Ability.SEEN))
          .ifPresent(it -> clockwork.run(() -> see(it, changed.read())));
    }
    return changed.chat();
  }

  /** WhatsApp has to do that, so that nothing is kept of it before. */
  private void setTimer(Actor actor, Session session, Recipient named, int seconds) {
    var timers =
        useConnection.require(
            actor,
            session.id(),
            Ability.DISAPPEARING,
            Engine.Connection::timers,
            DISAPPEARING_UNSUPPORTED);
    UseConnection.value(timers.set(find(session, named).id(), seconds), CHAT_REFUSED);
  }

  /** A session that is away keeps its marks all the same. */
  private void mark(Actor actor, Session session, Recipient named, ChatChange change) {
    runSessions.requireHere(session.id());
    var chat = find(session, named);
    connection(actor, session)
        .flatMap(Engine.Connection::marks)
        .map(marks -> marks.mark(chat, change))
        .filter(answer -> !answer.equals(Answer.failed(Failure.NOT_CONNECTED)))
        .ifPresent(answer -> UseConnection.value(answer, CHAT_REFUSED));
  }

  private Chat find(Session session, Recipient named) {
    return unitOfWork.execute(
        () ->
            chats
                .find(session.id(), identifyContact.nameOf(session.id(), named))
                .orElseThrow(() -> new Refused(CHAT_NOT_FOUND)));
  }

  /** Keeps what was done on the phone. */
  public void record(Session session, Engine.Event.ChatChanged changed) {
    unitOfWork.run(() -> apply(session, changed.chat(), changed.change()));
  }

  private Optional<Changed> apply(Session session, Recipient named, ChatChange change) {
    var id = identifyContact.nameOf(session.id(), named);
    return chats
        .find(session.id(), id)
        .map(
            before -> {
              var read =
                  change.reads()
                      ? chats.unread(session, id, MOST_SEEN).reversed()
                      : List.<Message>of();
              chats.change(session.id(), id, change);
              var after = chats.find(session.id(), id).orElseThrow();
              if (!after.equals(before)) {
                events.publish(
                    ChatEvent.Updated.of(session.account(), session.id(), after, clockwork.now()));
              }
              return new Changed(after, read);
            });
  }

  private boolean can(Actor actor, Session session, Ability ability) {
    return runSessions
        .engine(actor.test() ? EngineName.SIMULATOR : session.engine().name())
        .abilities()
        .contains(ability);
  }

  private Optional<Engine.Connection> connection(Actor actor, Session session) {
    return actor.test()
        ? runSessions.testConnection(session.id())
        : runSessions.connection(session.id());
  }

  private static void see(Engine.Connection connection, List<Message> read) {
    read.forEach(
        it -> connection.seen(it.peer(), it.whatsAppId(), it.content().context().author()));
  }
}
