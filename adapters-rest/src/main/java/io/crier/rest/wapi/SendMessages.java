package io.crier.rest.wapi;

import io.crier.application.messages.AwaitMessage;
import io.crier.application.sending.Outgoing;
import io.crier.application.sending.Outgoing.Attachment;
import io.crier.application.sending.Outgoing.FileSource;
import io.crier.application.sending.RequireSendable;
import io.crier.application.sending.SendMessage;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.rest.door.AnswerThreads;
import io.crier.rest.door.Caller;
import io.crier.rest.door.ChosenSession;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends messages, and waits a while for each. */
@Dependent
class SendMessages {

  private static final Duration WAIT = Duration.ofSeconds(15);

  @Inject RequireSendable requireSendable;
  @Inject SendMessage sendMessage;
  @Inject AwaitMessage awaitMessage;
  @Inject ChosenSession chosenSession;
  @Inject Caller caller;
  @Inject AnswerThreads answerThreads;

  CompletionStage<Response> send(
      String to, String sessionId, Outgoing.Body body, Optional<Attachment> attachment) {
    var actor = caller.actor();
    var session = chosenSession.of(sessionId);
    var recipient = Fields.recipient(to);
    requireSendable.require(actor, session, recipient);
    var message =
        new Outgoing(
            session, recipient, Optional.empty(), body, attachment, Handling.ORDINARY, false);
    return accept(message)
        .thenComposeAsync(accepted -> awaitMessage.await(actor, accepted.id(), WAIT), answerThreads)
        .thenApply(found -> Envelope.created(MessageView.answer(found)));
  }

  /** An upload can be read only while the request lasts. */
  private CompletableFuture<Message> accept(Outgoing message) {
    var isUpload =
        message.attachment().filter(it -> it.source() instanceof FileSource.Uploaded).isPresent();
    return isUpload
        ? sendMessage.sendUpload(caller.actor(), message)
        : sendMessage.send(caller.actor(), message);
  }
}
