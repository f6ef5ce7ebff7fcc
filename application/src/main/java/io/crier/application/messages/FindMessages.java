package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;

/** Shows an account its messages and its queues. */
public final class FindMessages {

  private final Messages messages;
  private final SendQueue queue;
  private final UnitOfWork unitOfWork;

  public FindMessages(Messages messages, SendQueue queue, UnitOfWork unitOfWork) {
    this.messages = messages;
    this.queue = queue;
    this.unitOfWork = unitOfWork;
  }

  /** A message, and where it stands while it waits. */
  public record Found(Message message, Optional<Place> place) {}

  /** A place in a queue. */
  public record Place(int position, Instant estimatedSendAt) {}

  public Found find(AccountId account, MessageId id) {
    return unitOfWork.execute(
        () -> {
          var message =
              messages.find(account, id).orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
          return new Found(message, place(message));
        });
  }

  public Slice<Message> list(
      AccountId account, Messages.Filter filter, Optional<MessageId> after, int limit) {
    return unitOfWork.execute(() -> messages.list(account, filter, after, limit));
  }

  /** Signs of life of a session of the account, which the caller has found before. */
  public Messages.Health health(SessionId session) {
    return unitOfWork.execute(() -> messages.health(session));
  }

  private Optional<Place> place(Message message) {
    if (message.status() == MessageStatus.SCHEDULED) {
      return message.handling().sendAt().map(at -> new Place(0, at));
    }
    if (message.status() != MessageStatus.QUEUED) {
      return Optional.empty();
    }
    var ahead = messages.ahead(message);
    return Optional.of(new Place(ahead, queue.estimate(message.session(), ahead)));
  }
}
