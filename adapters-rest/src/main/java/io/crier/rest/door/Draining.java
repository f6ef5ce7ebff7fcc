package io.crier.rest.door;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the server stops: it ends what it has begun, and begins nothing. */
@ApplicationScoped
public class Draining {

  private volatile boolean begun;

  public void begin() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }
}
