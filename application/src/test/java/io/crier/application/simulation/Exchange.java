package io.crier.application.simulation;

import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.Acceptance;
import io.crier.domain.messages.Message;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request to send and its answer. */
record Exchange(AcceptMessages.Request request, CompletableFuture<Acceptance> answer) {

  Optional<Message> accepted() {
    return answer.isDone()
            && !answer.isCompletedExceptionally()
            && answer.join() instanceof Acceptance.Accepted accepted
        ? Optional.of(accepted.message())
        : Optional.empty();
  }
}
