package io.crier.application.sessions;

import io.crier.application.Actor;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;

/** Shows an account how a session is connected. */
public final class ShowConnection {

  private final FindSessions findSessions;
  private final RunSessions runSessions;

  public ShowConnection(FindSessions findSessions, RunSessions runSessions) {
    this.findSessions = findSessions;
    this.runSessions = runSessions;
  }

  /** A session and the state of its connection. */
  public record Shown(Session session, RunSessions.ConnectionState connection) {}

  public Shown show(Actor actor, SessionId id) {
    return new Shown(findSessions.find(actor, id), runSessions.state(id));
  }
}
