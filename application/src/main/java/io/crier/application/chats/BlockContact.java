package io.crier.application.chats;

import static io.crier.domain.chats.ChatProblem.BLOCKING_UNSUPPORTED;
import static io.crier.domain.chats.ChatProblem.BLOCK_REFUSED;
import static io.crier.domain.chats.ChatProblem.NOT_A_PERSON;
import static io.crier.domain.chats.ChatProblem.TOO_MANY_BLOCKS;

import io.crier.application.Actor;
import io.crier.application.RateLimit;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Blocks and unblocks people, shows who is blocked, and keeps what is seen of that. */
public final class BlockContact {

  private final FindSessions findSessions;
  private final UseConnection useConnection;
  private final BlockedContacts blockedContacts;
  private final IdentifyContact identifyContact;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final RateLimit<SessionId> limit;

  public BlockContact(
      FindSessions findSessions,
      RunSessions runSessions,
      BlockedContacts blockedContacts,
      IdentifyContact identifyContact,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.findSessions = findSessions;
    useConnection = new UseConnection(findSessions, runSessions);
    this.blockedContacts = blockedContacts;
    this.identifyContact = identifyContact;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    limit = new RateLimit<>(Duration.ofSeconds(6), 10, clock);
  }

  /** Who is blocked, as WhatsApp has it now; what has been missed of that is made up for. */
  public List<Recipient> list(Actor actor, SessionId id) {
    var session = findSessions.find(actor, id);
    var listed = UseConnection.value(blocks(actor, id).list(), BLOCK_REFUSED);
    return unitOfWork
        .execute(
            () -> {
              var blocked = new LinkedHashSet<Recipient>();
              listed.forEach(person -> blocked.add(identifyContact.nameOf(id, person)));
              if (!actor.test()) {
                keep(session, blocked);
              }
              return blocked;
            })
        .stream()
        .sorted(Comparator.comparing(Recipient::text))
        .toList();
  }

  private void keep(Session session, Set<Recipient> blocked) {
    var known = blockedContacts.of(session.id());
    blocked.stream()
        .filter(person -> !known.contains(person))
        .forEach(person -> keep(session, person, true));
    known.stream()
        .filter(person -> !blocked.contains(person))
        .forEach(person -> keep(session, person, false));
  }

  /** Blocks or unblocks somebody. Idempotent. */
  public void change(Actor actor, SessionId id, Recipient named, boolean blocked) {
    actor.require(Role.SEND);
    if (named instanceof Recipient.Group) {
      throw new Refused(NOT_A_PERSON);
    }
    var session = findSessions.find(actor, id);
    var blocks = blocks(actor, id);
    limit
        .excess(id)
        .ifPresent(
            excess -> {
              throw new Refused(TOO_MANY_BLOCKS, excess);
            });
    var person = unitOfWork.execute(() -> identifyContact.nameOf(id, named));
    UseConnection.value(blocks.change(person, blocked), BLOCK_REFUSED);
    if (!actor.test()) {
      unitOfWork.run(() -> keepChange(session, person, blocked));
    }
  }

  /** Keeps what was done on the phone. */
  public void record(Session session, Engine.Event.ContactBlocked changed) {
    unitOfWork.run(
        () ->
            keepChange(
                session,
                identifyContact.nameOf(session.id(), changed.person()),
                changed.blocked()));
  }

  private void keepChange(Session session, Recipient person, boolean blocked) {
    var was = !blockedContacts.among(session.id(), List.of(person)).isEmpty();
    if (was != blocked) {
      keep(session, person, blocked);
    }
  }

  private void keep(Session session, Recipient person, boolean blocked) {
    if (blocked) {
      blockedContacts.add(session.id(), person);
    } else {
      blockedContacts.remove(session.id(), person);
    }
    events.publish(
        new ChatEvent.Blocked(session.account(), session.id(), person, blocked, clock.instant()));
  }

  private Blocks blocks(Actor actor, SessionId id) {
    return useConnection.require(
        actor, id, Ability.BLOCK, Engine.Connection::blocks, BLOCKING_UNSUPPORTED);
  }
}
