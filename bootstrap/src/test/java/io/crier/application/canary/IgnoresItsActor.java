package io.crier.application.canary;

import io.crier.application.Actor;

public final class IgnoresItsActor {

  public String show(Actor actor) {
    return actor.getName();
  }
}
