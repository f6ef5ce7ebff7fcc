package io.crier.application.chats;

import static io.crier.domain.chats.ChatProblem.INVALID_PRESENCE;
import static io.crier.domain.chats.ChatProblem.PRESENCE_UNSUPPORTED;
import static io.crier.domain.chats.ChatProblem.TOO_MANY_PRESENCES;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.RateLimit;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Presences;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiPredicate;

/** Shows in a chat what a session does there, and asks WhatsApp what the others do. */
public final class ShowPresence {

  private final UseConnection useConnection;
  private final IdentifyContact identifyContact;
  private final UnitOfWork unitOfWork;
  private final RateLimit<Chat> limit;

  private record Chat(SessionId session, Recipient chat) {}

  public ShowPresence(
      UseConnection useConnection,
      IdentifyContact identifyContact,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.useConnection = useConnection;
    this.identifyContact = identifyContact;
    this.unitOfWork = unitOfWork;
    limit = new RateLimit<>(Duration.ofSeconds(3), 10, clock);
  }

  public void show(Actor actor, SessionId session, Recipient chat, Presence presence) {
    if (!presence.isInChat()) {
      throw new Refused(INVALID_PRESENCE);
    }
    use(actor, session, chat, (presences, to) -> presences.show(to, presence));
  }

  /** From now on WhatsApp reports what this person does, until the session connects again. */
  public void watch(Actor actor, SessionId session, Recipient chat) {
    use(actor, session, chat, Presences::watch);
  }

  private void use(
      Actor actor, SessionId session, Recipient chat, BiPredicate<Presences, Recipient> use) {
    actor.require(Role.SEND);
    var presences =
        useConnection.require(
            actor, session, Ability.PRESENCE, Engine.Connection::presences, PRESENCE_UNSUPPORTED);
    limit
        .excess(new Chat(session, chat))
        .ifPresent(
            excess -> {
              throw new Refused(TOO_MANY_PRESENCES, excess);
            });
    var known = unitOfWork.execute(() -> identifyContact.nameOf(session, chat));
    if (!use.test(presences, known)) {
      throw new Refused(NOT_CONNECTED);
    }
  }
}
