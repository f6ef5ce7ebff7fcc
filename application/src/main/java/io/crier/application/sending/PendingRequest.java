package io.crier.application.sending;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request to send while its batch is processed. */
final class PendingRequest {

  final AcceptMessages.Request request;
  final Message message;
  final Succession succession;
  final CompletableFuture<Acceptance> answer = new CompletableFuture<>();

  /** An {@link Acceptance} or a {@link Refused}, once that is decided. */
  Object outcome;

  private final AtomicBoolean claimed = new AtomicBoolean();

  PendingRequest(AcceptMessages.Request request, Message message, Succession succession) {
    this.request = request;
    this.message = message;
    this.succession = succession;
  }

  AccountId account() {
    return request.account().id();
  }

  /** Only the first caller may decide about the request. */
  boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  void complete() {
    if (outcome instanceof Acceptance acceptance) {
      answer.complete(acceptance);
    } else {
      answer.completeExceptionally((Refused) outcome);
    }
  }
}
