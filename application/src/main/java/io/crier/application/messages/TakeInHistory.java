package io.crier.application.messages;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MissingFile;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.PastMessage;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores what was written before a session was linked, if the session asks for it: once, at its
 * place in its chat, and without events. Its files are downloaded only when somebody asks for them.
 */
public final class TakeInHistory {

  private final Messages messages;
  private final MissingFiles missingFiles;
  private final RawMessages rawMessages;
  private final IdentifyContact identifyContact;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public TakeInHistory(
      Messages messages,
      MissingFiles missingFiles,
      RawMessages rawMessages,
      IdentifyContact identifyContact,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.missingFiles = missingFiles;
    this.rawMessages = rawMessages;
    this.identifyContact = identifyContact;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Returns whether two contacts turned out to be the same person. */
  public boolean take(Session session, Event.History history) {
    return session.takesHistory()
        && unitOfWork.execute(() -> new Batch(session, clock.instant()).add(history));
  }

  private record Name(Direction direction, WhatsAppId id) {

    static Name of(Event.Received received) {
      return new Name(received.direction(), received.id());
    }
  }

  /** What is handed over at once, which is stored at once. */
  private final class Batch {

    private final Session session;
    private final Instant now;
    private final Set<Name> names = new HashSet<>();
    private final Map<Recipient, IdentifyContact.Identified> people = new HashMap<>();
    private final Map<Recipient, Instant> last = new HashMap<>();
    private boolean merged;

    Batch(Session session, Instant now) {
      this.session = session;
      this.now = now;
    }

    boolean add(Event.History history) {
      var fresh =
          history.messages().stream()
              .filter(this::isNew)
              .sorted(Comparator.comparing(Event.Received::at))
              .toList();
      fresh.forEach(this::contact);
      if (merged) {
        // What was found before may have another name now.
        people.clear();
      }
      var added = fresh.stream().map(this::message).toList();
      if (!added.isEmpty()) {
        messages.add(added);
      }
      for (var i = 0; i < added.size(); i++) {
        keepBeside(added.get(i), fresh.get(i));
      }
      return merged;
    }

    private boolean isNew(Event.Received received) {
      return !(session.ignoresGroups() && received.peer() instanceof Recipient.Group)
          && received.peer().isConversation()
          && names.add(Name.of(received))
          && messages.known(session.id(), received.direction(), received.id()).isEmpty();
    }

    private Message message(Event.Received received) {
      var peer = contact(received);
      var content = received.content().quoting(quoted -> quoted.as(idOf(session.id(), quoted)));
      return PastMessage.of(
          session.account(),
          session.id(),
          received.direction(),
          peer.recipient(),
          peer.address(),
          content,
          received.id(),
          received.at(),
          place(peer.recipient(), received.at()));
    }

    private Contact contact(Event.Received received) {
      var met =
          people.computeIfAbsent(
              received.peer(),
              peer -> identifyContact.met(session.id(), peer, received.address(), now));
      merged |= met.merged();
      return met.contact();
    }

    /** WhatsApp's clock has seconds only, and other messages of the chat may have the same one. */
    private Instant place(Recipient chat, Instant sentAt) {
      var latest = sentAt.isAfter(now) ? now : sentAt;
      var at = latest.isBefore(Instant.EPOCH) ? Instant.EPOCH : latest;
      return last.merge(
          chat, at, (before, mine) -> mine.isAfter(before) ? mine : before.plusMillis(1));
    }
  }

  private void keepBeside(Message message, Event.Received received) {
    if (message.content() instanceof MissingMedia) {
      received
          .media()
          .map(reference -> MissingFile.of(message, reference, message.createdAt()).givenUp())
          .ifPresent(missingFiles::add);
    }
    received.raw().ifPresent(raw -> rawMessages.put(message, raw));
  }

  private Optional<MessageId> idOf(SessionId session, Quoted quoted) {
    return messages.known(
        session, quoted.ours() ? Direction.OUTBOUND : Direction.INBOUND, quoted.whatsAppId());
  }
}
