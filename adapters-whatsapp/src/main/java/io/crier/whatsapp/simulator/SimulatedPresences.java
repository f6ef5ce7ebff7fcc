package io.crier.whatsapp.simulator;

import io.crier.application.sessions.Presences;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import java.util.function.BooleanSupplier;

/** What a session shows in its chats on the simulated network, which reports everybody unasked. */
record SimulatedPresences(Network network, BooleanSupplier connected) implements Presences {

  private static final int MOST = 1_000;

  @Override
  public boolean show(Recipient chat, Presence presence) {
    var open = connected.getAsBoolean();
    if (open) {
      if (network.presences().size() >= MOST) {
        network.presences().clear();
      }
      network.presences().put(chat, presence);
    }
    return open;
  }

  @Override
  public boolean watch(Recipient chat) {
    return connected.getAsBoolean();
  }
}
