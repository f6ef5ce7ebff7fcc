package io.crier.application.sessions;

import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;

/** Who is typing or online in the chats of one session. WhatsApp answers neither call. */
public interface Presences {

  /** Shows the others in a chat what the session does there; returns whether it is connected. */
  boolean show(Recipient chat, Presence presence);

  /**
   * Lets WhatsApp report what this person does, until the connection ends; returns whether it is
   * connected.
   */
  boolean watch(Recipient chat);
}
