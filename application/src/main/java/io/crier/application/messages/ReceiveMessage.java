package io.crier.application.messages;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.sessions.Engine;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MissingFile;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Stores each message to a session, or from its phone, once, and publishes it. */
public final class ReceiveMessage {

  private final Messages messages;
  private final MissingFiles missingFiles;
  private final RawMessages rawMessages;
  private final IdentifyContact identifyContact;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ReceiveMessage(
      Messages messages,
      MissingFiles missingFiles,
      RawMessages rawMessages,
      IdentifyContact identifyContact,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.missingFiles = missingFiles;
    this.rawMessages = rawMessages;
    this.identifyContact = identifyContact;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Returns whether two contacts turned out to be the same person. */
  public boolean receive(Session session, Engine.Event.Received received) {
    if (isIgnored(session, received.peer())) {
      return false;
    }
    var now = clock.instant();
    return unitOfWork.execute(
        () -> {
          if (messages.known(session.id(), received.direction(), received.id()).isPresent()) {
            return replaceUnavailable(session, received);
          }
          var peer = identifyContact.met(session.id(), received.peer(), received.address(), now);
          var message = message(session, peer.contact(), content(session, received), received, now);
          messages.add(List.of(message));
          keepBeside(message, received);
          return peer.merged();
        });
  }

  private static boolean isIgnored(Session session, Recipient peer) {
    return switch (ChatKind.of(peer)) {
      case PERSON -> false;
      case GROUP -> session.ignoresGroups();
      case CHANNEL -> !session.receivesChannels();
      case STORIES -> !session.receivesStories();
    };
  }

  /** Its sender has sent it again, or the phone has passed it on. */
  private boolean replaceUnavailable(Session session, Engine.Event.Received received) {
    if (!(received.content() instanceof Unavailable)) {
      messages
          .lock(session.id(), received.direction(), received.id())
          .filter(message -> message.content() instanceof Unavailable)
          .map(message -> message.with(content(session, received)))
          .ifPresent(
              message -> {
                messages.revise(message);
                keepBeside(message, received);
              });
    }
    return false;
  }

  private Content content(Session session, Engine.Event.Received received) {
    return received.content().quoting(quoted -> quoted.as(idOf(session.id(), quoted)));
  }

  private void keepBeside(Message message, Engine.Event.Received received) {
    received.media().ifPresent(reference -> expectFile(message, reference));
    received.raw().ifPresent(raw -> rawMessages.put(message, raw));
    events.publish(
        message.direction() == Direction.INBOUND
            ? message.received(received.at())
            : message.sentElsewhere(received.at()));
  }

  private static Message message(
      Session session, Contact peer, Content content, Engine.Event.Received received, Instant now) {
    return received.direction() == Direction.INBOUND
        ? Message.receive(
            session.account(),
            session.id(),
            peer.recipient(),
            peer.address(),
            content,
            received.id(),
            received.at(),
            now)
        : Message.sentElsewhere(
            session.account(),
            session.id(),
            peer.recipient(),
            peer.address(),
            content,
            received.id(),
            received.at(),
            now);
  }

  private void expectFile(Message message, MediaReference reference) {
    if (message.content() instanceof MissingMedia missing) {
      var file = MissingFile.of(message, reference, message.createdAt());
      missingFiles.add(missing.failure().isPresent() ? file.givenUp() : file);
    }
  }

  private Optional<MessageId> idOf(SessionId session, Quoted quoted) {
    return messages.known(
        session, quoted.ours() ? Direction.OUTBOUND : Direction.INBOUND, quoted.whatsAppId());
  }
}
