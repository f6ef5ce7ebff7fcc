package io.crier.application.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Notifies the listeners in this process of committed events. Only a hint: a listener that must not
 * miss events reads the outbox.
 */
public final class Announcements {

  private final List<Consumer<List<Published>>> listeners = new CopyOnWriteArrayList<>();

  /** Listens until the returned handle is run. Listeners must be fast and must not throw. */
  public Runnable listen(Consumer<List<Published>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Called by the outbox after the commit. */
  public void announce(List<Published> events) {
    listeners.forEach(listener -> listener.accept(events));
  }
}
