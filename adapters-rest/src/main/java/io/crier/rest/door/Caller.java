package io.crier.rest.door;

import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;

import io.crier.application.Actor;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.users.SecretToken;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The caller of this request. */
@RequestScoped
public class Caller {

  private Actor caller;
  private SecretToken token;

  void set(Actor authenticated) {
    caller = authenticated;
  }

  void set(Actor authenticated, SecretToken signIn) {
    caller = authenticated;
    token = signIn;
  }

  public Actor actor() {
    if (caller == null) {
      throw new Refused(MISSING_AUTHORIZATION);
    }
    return caller;
  }

  public AccountId account() {
    return actor().accountId();
  }

  /** The token of the sign-in, if the caller is a person. */
  public Optional<SecretToken> token() {
    return Optional.ofNullable(token);
  }
}
