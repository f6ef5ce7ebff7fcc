package io.crier.application.messages;

import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A message in memory.
 *
 * @param seq its place in the order of acceptance
 * @param attempt the last time it was submitted to an engine
 */
record MessageRow(Message message, long seq, Optional<Attempt> attempt) {

  static final Comparator<MessageRow> IN_QUEUE =
      Comparator.<MessageRow, Integer>comparing(row -> row.message().priority().ordinal())
          .thenComparing(MessageRow::seq);

  /**
   * A submission to an engine.
   *
   * @param meets whether the contact was new
   */
  record Attempt(Instant beganAt, int turn, boolean meets) {}

  MessageRow with(Message changed) {
    return new MessageRow(changed, seq, attempt);
  }

  MessageRow submitted(Attempt by) {
    return new MessageRow(message.at(message.progress().sending(false)), seq, Optional.of(by));
  }

  MessageRow in(SessionId session) {
    return with(copy(session, message.address(), message.content()));
  }

  MessageRow with(Content content) {
    return with(copy(message.session(), message.address(), content));
  }

  Message readWith(Optional<Address> address) {
    return copy(message.session(), address, message.content());
  }

  private Message copy(SessionId session, Optional<Address> address, Content content) {
    return new Message(
        message.id(),
        message.account(),
        session,
        message.direction(),
        message.peer(),
        address,
        content,
        message.handling(),
        message.whatsAppId(),
        message.createdAt(),
        message.progress(),
        message.revisions());
  }

  static Message completed(Messages.Completion completion) {
    var claimed = completion.message();
    return new Message(
        claimed.id(),
        claimed.account(),
        claimed.session(),
        claimed.direction(),
        claimed.peer(),
        claimed.address(),
        claimed.content(),
        claimed.handling(),
        completion.whatsAppId(),
        claimed.createdAt(),
        completion.progress(),
        claimed.revisions());
  }
}
