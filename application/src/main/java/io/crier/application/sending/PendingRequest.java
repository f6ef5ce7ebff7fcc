package io.crier.application.sending;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import java.util.concurrent.CompletableFuture;

/** A request to send while its batch is processed. */
final class PendingRequest {

  final AcceptMessages.Request request;
  final Message message;
  final CompletableFuture<Acceptance> answer = new CompletableFuture<>();

  /** An {@link Acceptance} or a {@link Refused}, once that is decided. */
  Object outcome;

  PendingRequest(AcceptMessages.Request request, Message message) {
    this.request = request;
    this.message = message;
  }

  AccountId account() {
    return request.account().id();
  }

  void complete() {
    if (outcome instanceof Acceptance acceptance) {
      answer.complete(acceptance);
    } else {
      answer.completeExceptionally((Refused) outcome);
    }
  }
}
