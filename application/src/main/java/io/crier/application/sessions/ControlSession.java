package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.QUEUE_OF_OTHER_NUMBER;

import io.crier.application.Actor;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.function.UnaryOperator;

/**
 * Lets an account start and stop a session, and change how it sends. All operations are idempotent.
 */
public final class ControlSession {

  private final FindSessions findSessions;
  private final ChangeSession changeSession;
  private final RunSessions runSessions;
  private final Engines engines;

  public ControlSession(
      FindSessions findSessions,
      ChangeSession changeSession,
      RunSessions runSessions,
      Engines engines) {
    this.findSessions = findSessions;
    this.changeSession = changeSession;
    this.runSessions = runSessions;
    this.engines = engines;
  }

  public Session start(Actor actor, SessionId id) {
    return apply(
        actor,
        id,
        before -> {
          engines.requireUsable(before.engine().name());
          requireDecision(before);
          return before.start();
        });
  }

  public Session stop(Actor actor, SessionId id) {
    return apply(actor, id, Session::stop);
  }

  /** Pauses the queue; the session stays connected. */
  public Session pause(Actor actor, SessionId id) {
    return apply(actor, id, session -> session.paused(true));
  }

  public Session resume(Actor actor, SessionId id) {
    return apply(
        actor,
        id,
        session -> {
          requireDecision(session);
          return session.paused(false);
        });
  }

  /** Sends messages that were accepted for the number before, unless they were cancelled. */
  public Session decided(Actor actor, SessionId id) {
    return apply(actor, id, Session::decided);
  }

  private static void requireDecision(Session session) {
    if (session.awaitsDecision()) {
      throw new Refused(QUEUE_OF_OTHER_NUMBER);
    }
  }

  /** For an operator: disables the session of any account until it is enabled again. */
  public Session disable(Actor operator, SessionId id, boolean disabled) {
    var account = findSessions.findAnywhere(operator, id).account();
    return apply(account, id, session -> session.disabled(disabled));
  }

  /** Changes the name, the pacing or the settings. */
  public Session change(Actor actor, SessionId id, UnaryOperator<Session> change) {
    return apply(
        actor,
        id,
        before -> {
          var after = change.apply(before);
          if (!after.engine().equals(before.engine())) {
            engines.requireFit(after.engine().name(), after.engine().settings());
          }
          return after;
        });
  }

  private Session apply(Actor actor, SessionId id, UnaryOperator<Session> change) {
    actor.require(Role.ADMIN);
    return apply(findSessions.find(actor, id).account(), id, change);
  }

  private Session apply(AccountId account, SessionId id, UnaryOperator<Session> change) {
    var changed = changeSession.change(account, id, change);
    runSessions.apply(changed);
    return changed;
  }
}
