package io.crier.rest.canary;

import io.crier.application.apikeys.Authenticate;

public final class AnonymousResource {

  public void note(Authenticate authenticate) {
    authenticate.noteUses();
  }
}
