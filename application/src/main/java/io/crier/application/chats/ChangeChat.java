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
   * Changes what Crier keeps, and then tells WhatsApp as far as the session's engine can and is
   * connected; a timer is only kept once WhatsApp has it. Idempotent.
   */
  public Chat change(Actor actor, SessionId id, Recipient named, ChatChange change) {
    actor.require(Role.SEND);
    var session = findSessions.find(actor, id);
    if (change.disappearingSeconds().isPresent()) {
      setTimer(actor, session, named, change.disappearingSeconds().get());
    }
    if (change.reads() && canSee(actor, session)) {
      runSessions.requireHere(id);
    }
    var changed =
        unitOfWork
            .execute(() -> apply(session, named, change))
            .orElseThrow(() -> new Refused(CHAT_NOT_FOUND));
    if (!changed.read().isEmpty()) {
      connection(actor, session).ifPresent(it -> clockwork.run(() -> see(it, changed.read())));
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
    var chat =
        unitOfWork.execute(
            () ->
                chats
                    .find(session.id(), identifyContact.nameOf(session.id(), named))
                    .orElseThrow(() -> new Refused(CHAT_NOT_FOUND)));
    UseConnection.value(timers.set(chat.id(), seconds), CHAT_REFUSED);
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

  private boolean canSee(Actor actor, Session session) {
    return runSessions
        .engine(actor.test() ? EngineName.SIMULATOR : session.engine().name())
        .abilities()
        .contains(Ability.SEEN);
  }

  private Optional<Engine.Connection> connection(Actor actor, Session session) {
    if (!canSee(actor, session)) {
      return Optional.empty();
    }
    return actor.test()
        ? runSessions.testConnection(session.id())
        : runSessions.connection(session.id());
  }

  private static void see(Engine.Connection connection, List<Message> read) {
    read.forEach(
        it -> connection.seen(it.peer(), it.whatsAppId(), it.content().context().author()));
  }
}
