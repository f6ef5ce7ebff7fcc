package io.crier.application.messages;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.RawMessage;
import java.util.Optional;

/**
 * The raw forms of received messages that Crier does not understand, sealed. They are forgotten
 * with their message.
 */
public interface RawMessages {

  /** Adds the raw form of a stored message, or replaces it. */
  void put(Message message, RawMessage raw);

  Optional<RawMessage> find(AccountId account, MessageId message);

  void remove(MessageId message);
}
