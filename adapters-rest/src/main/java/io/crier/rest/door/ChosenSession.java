package io.crier.rest.door;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.sessions.FindSessions;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** The session that a request is about, where naming it is optional. */
@Dependent
public class ChosenSession {

  private final FindSessions findSessions;
  private final Caller caller;

  @Inject
  ChosenSession(FindSessions findSessions, Caller caller) {
    this.findSessions = findSessions;
    this.caller = caller;
  }

  /**
   * @param id as the caller gives it; null means the default one
   */
  public SessionId of(String id) {
    return id == null
        ? findSessions.findDefault(caller.actor()).id()
        : new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }
}
