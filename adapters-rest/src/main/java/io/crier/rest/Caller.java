package io.crier.rest;

import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;
import static io.crier.domain.apikeys.ApiKeyProblem.OPERATOR_REQUIRED;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_ALLOWED;

import io.crier.application.apikeys.Authenticate;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.RequestScoped;

/** Who asks in this request, and with which key. */
@RequestScoped
public class Caller {

  private Authenticate.Caller caller;

  void is(Authenticate.Caller authenticated) {
    caller = authenticated;
  }

  public AccountId account() {
    return known().account().id();
  }

  public Account wholeAccount() {
    return known().account();
  }

  /** What remains of the caller when the request is over. */
  public Authenticate.Caller identity() {
    return known();
  }

  public ApiKey key() {
    return known().key();
  }

  public void require(ApiKey.Role role) {
    if (!key().role().includes(role)) {
      throw new Refused(ROLE_REQUIRED);
    }
  }

  public void requireOperator() {
    require(ApiKey.Role.ADMIN);
    if (!key().operator()) {
      throw new Refused(OPERATOR_REQUIRED);
    }
  }

  /** Refuses a session, which must be one of the account's, that the key may not use. */
  public void requireUseOf(SessionId session) {
    if (!key().mayUse(session)) {
      throw new Refused(SESSION_NOT_ALLOWED);
    }
  }

  /** Refuses a key that is bound to sessions: this is about more than some of them. */
  public void requireWholeAccount() {
    if (!key().sessions().isEmpty()) {
      throw new Refused(SESSION_NOT_ALLOWED, "a key that is bound to sessions cannot do this");
    }
  }

  private Authenticate.Caller known() {
    if (caller == null) {
      throw new Refused(MISSING_AUTHORIZATION);
    }
    return caller;
  }
}
