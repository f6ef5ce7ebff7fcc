package io.crier.application.sending;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_OURS;

import io.crier.application.Actor;
import io.crier.application.messages.FindMessages;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Edits what a session has sent, or deletes it for everyone. That is queued and paced like any
 * message, before those of normal priority, since WhatsApp takes it only for a while.
 */
public final class ChangeMessage {

  private final FindMessages findMessages;
  private final FindSessions findSessions;
  private final AcceptMessages acceptMessages;
  private final InstantSource clock;

  public ChangeMessage(
      FindMessages findMessages,
      FindSessions findSessions,
      AcceptMessages acceptMessages,
      InstantSource clock) {
    this.findMessages = findMessages;
    this.findSessions = findSessions;
    this.acceptMessages = acceptMessages;
    this.clock = clock;
  }

  /** Replaces the text, or the caption. Completes once that is durable. */
  public CompletableFuture<Acceptance> edit(
      Actor actor, MessageId id, String body, Optional<SendIdempotency> idempotency) {
    var now = clock.instant();
    return change(actor, id, idempotency, (message, blanks) -> Change.edit(message, body, now));
  }

  /** Completes once that is durable. */
  public CompletableFuture<Acceptance> revoke(
      Actor actor, MessageId id, Optional<SendIdempotency> idempotency) {
    var now = clock.instant();
    return change(
        actor, id, idempotency, (message, blanks) -> Change.deletion(message, blanks, now));
  }

  private CompletableFuture<Acceptance> change(
      Actor actor,
      MessageId id,
      Optional<SendIdempotency> idempotency,
      BiFunction<Message, Boolean, Change> change) {
    actor.require(Role.SEND);
    // A repeated request is answered as before, although the message has changed since.
    var replay = idempotency.flatMap(it -> acceptMessages.replay(actor, it));
    if (replay.isPresent()) {
      return CompletableFuture.completedFuture(replay.get());
    }
    var message = findMessages.find(actor, id).message();
    if (message.handling().test() != actor.test()) {
      throw new Refused(
          MESSAGE_NOT_OURS, "test keys change what test keys have sent, and other keys the rest");
    }
    var session = findSessions.find(actor, message.session());
    return acceptMessages.accept(
        new AcceptMessages.Request(
            actor,
            message.session(),
            message.peer(),
            change.apply(message, session.blanksRevoked()),
            new Handling(Priority.HIGH, actor.test(), Optional.empty(), Optional.empty()),
            false,
            idempotency));
  }
}
