package io.crier.rest.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.sessions.FindSessions;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.Caller;
import io.crier.rest.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** The sessions that the caller's key may use. */
@RequestScoped
public class UsableSessions {

  @Inject Caller caller;
  @Inject FindSessions findSessions;

  /**
   * The id in this text. Only a key that is bound to sessions learns here that this is none of
   * them; whether it is one of the account's, every use case finds out by itself.
   */
  public SessionId require(String text) {
    var id = new SessionId(Ids.parse(text, SESSION_NOT_FOUND));
    if (!caller.key().mayUse(id)) {
      findSessions.find(caller.account(), id);
      caller.requireUseOf(id);
    }
    return id;
  }

  /** All of them; empty means every session of the account. */
  public Set<SessionId> all() {
    return caller.key().sessions();
  }
}
