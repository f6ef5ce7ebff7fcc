package io.crier.rest.door;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the server stops: it ends what it has begun, and begins nothing. */
@ApplicationScoped
public class Draining {

  private volatile boolean announced;
  private volatile boolean begun;

  /** The server stops in a moment: it answers, but each answer is the last of its connection. */
  public void announce() {
    announced = true;
  }

  public boolean isAnnounced() {
    return announced;
  }

  public void begin() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }
}
