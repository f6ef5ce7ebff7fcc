package io.crier.application.sessions;

import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import java.util.HashMap;
import java.util.Map;

/** Presence in memory, which everybody reports unasked. */
public final class InMemoryPresences implements Presences {

  private final boolean connected;
  private final Map<Recipient, Presence> shown = new HashMap<>();

  InMemoryPresences(boolean connected) {
    this.connected = connected;
  }

  @Override
  public boolean show(Recipient chat, Presence presence) {
    shown.put(chat, presence);
    return connected;
  }

  @Override
  public boolean watch(Recipient chat) {
    return connected;
  }

  Presence shown(Recipient chat) {
    return shown.get(chat);
  }
}
