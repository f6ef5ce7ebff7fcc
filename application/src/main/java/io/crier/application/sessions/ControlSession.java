package io.crier.application.sessions;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.function.UnaryOperator;

/** Lets an account switch a session on and off, and change how it sends. All of it idempotent. */
public final class ControlSession {

  private final ChangeSession changeSession;
  private final RunSessions runSessions;

  public ControlSession(ChangeSession changeSession, RunSessions runSessions) {
    this.changeSession = changeSession;
    this.runSessions = runSessions;
  }

  public Session start(AccountId account, SessionId id) {
    return change(account, id, Session::start);
  }

  public Session stop(AccountId account, SessionId id) {
    return change(account, id, Session::stop);
  }

  /** Holds the queue back; the connection stays. */
  public Session pause(AccountId account, SessionId id) {
    return change(account, id, session -> session.paused(true));
  }

  public Session resume(AccountId account, SessionId id) {
    return change(account, id, session -> session.paused(false));
  }

  /** For an operator, who names the account: shuts the session until it is enabled again. */
  public Session disable(AccountId account, SessionId id, boolean disabled) {
    return change(account, id, session -> session.disabled(disabled));
  }

  /** Changes the name, the pacing or the settings. */
  public Session change(AccountId account, SessionId id, UnaryOperator<Session> change) {
    var changed = changeSession.change(account, id, change);
    runSessions.apply(changed);
    return changed;
  }
}
