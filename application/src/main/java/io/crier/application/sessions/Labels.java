package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import java.util.List;
import java.util.Optional;

/**
 * The labels of one session's account, and the chats that have them. Every call asks WhatsApp, and
 * returns within a bounded time.
 */
public interface Labels {

  Answer<List<Label>> list();

  /**
   * The labels of a chat.
   *
   * @param address of the chat, if it is known
   */
  Answer<List<Label>> of(Recipient chat, Optional<Address> address);

  /** The chats that have a known label. */
  Answer<List<Recipient>> chats(LabelId label);

  /** Assigns a known label to a chat, or removes it; returns it. Idempotent. */
  Answer<LabelId> change(
      Recipient chat, Optional<Address> address, LabelId label, boolean assigned);
}
