package io.crier.rest.door;

import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;

import io.crier.application.Actor;
import io.crier.application.apikeys.Authenticate.Authenticated;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import jakarta.enterprise.context.RequestScoped;

/** The caller of this request. */
@RequestScoped
public class Caller {

  private Authenticated caller;

  void set(Authenticated authenticated) {
    caller = authenticated;
  }

  public Actor actor() {
    return identity().actor();
  }

  public AccountId account() {
    return actor().accountId();
  }

  /** The caller's identity, for use after the request has ended. */
  public Authenticated identity() {
    if (caller == null) {
      throw new Refused(MISSING_AUTHORIZATION);
    }
    return caller;
  }
}
