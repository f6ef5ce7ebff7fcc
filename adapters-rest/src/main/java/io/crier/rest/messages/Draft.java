package io.crier.rest.messages;

import io.crier.application.messages.AcceptMessages;
import io.crier.application.messages.Idempotency;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MediaFile;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.util.Optional;

/** A message that somebody wishes to send, complete but for its file. */
record Draft(
    NewMessage message,
    Account account,
    SessionId session,
    Recipient to,
    Optional<Quoted> named,
    boolean test,
    Optional<Idempotency> idempotency) {

  AccountId owner() {
    return account.id();
  }

  Optional<NewMessage.WithFile> withFile() {
    return message instanceof NewMessage.WithFile it ? Optional.of(it) : Optional.empty();
  }

  Draft repeatable(Optional<Idempotency> by) {
    return new Draft(message, account, session, to, named, test, by);
  }

  AcceptMessages.Request request(Optional<MediaFile> file) {
    return new AcceptMessages.Request(
        account,
        session,
        to,
        message.content(named, file),
        message.handling(test),
        message.unpaced(),
        idempotency);
  }
}
