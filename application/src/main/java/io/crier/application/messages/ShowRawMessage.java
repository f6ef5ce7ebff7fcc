package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.RAW_NOT_KEPT;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.RawMessage;

/** Shows a received message as its engine handed it over, if Crier did not understand it. */
public final class ShowRawMessage {

  private final Messages messages;
  private final RawMessages rawMessages;
  private final UnitOfWork unitOfWork;

  public ShowRawMessage(Messages messages, RawMessages rawMessages, UnitOfWork unitOfWork) {
    this.messages = messages;
    this.rawMessages = rawMessages;
    this.unitOfWork = unitOfWork;
  }

  public RawMessage show(Actor actor, MessageId id) {
    actor.require(Role.ADMIN);
    return unitOfWork.execute(
        () -> {
          var message =
              messages
                  .find(actor.accountId(), id)
                  .orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
          actor.requireUseOf(message.session());
          return rawMessages
              .find(actor.accountId(), id)
              .orElseThrow(() -> new Refused(RAW_NOT_KEPT));
        });
  }
}
