package io.crier.application.sessions;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.function.UnaryOperator;

/** Lets an account switch a session on and off, and change how it sends. All of it idempotent. */
public final class ControlSession {

  private final ChangeSession changeSession;
  private final RunSessions runSessions;
  private final Engines engines;

  public ControlSession(ChangeSession changeSession, RunSessions runSessions, Engines engines) {
    this.changeSession = changeSession;
    this.runSessions = runSessions;
    this.engines = engines;
  }

  public Session start(AccountId account, SessionId id) {
    return apply(
        account,
        id,
        before -> {
          engines.requireUsable(before.engine());
          return before.start();
        });
  }

  public Session stop(AccountId account, SessionId id) {
    return apply(account, id, Session::stop);
  }

  /** Holds the queue back; the connection stays. */
  public Session pause(AccountId account, SessionId id) {
    return apply(account, id, session -> session.paused(true));
  }

  public Session resume(AccountId account, SessionId id) {
    return apply(account, id, session -> session.paused(false));
  }

  /** For an operator, who names the account: shuts the session until it is enabled again. */
  public Session disable(AccountId account, SessionId id, boolean disabled) {
    return apply(account, id, session -> session.disabled(disabled));
  }

  /** Changes the name, the pacing or the settings. */
  public Session change(AccountId account, SessionId id, UnaryOperator<Session> change) {
    return apply(
        account,
        id,
        before -> {
          var after = change.apply(before);
          if (!after.settings().equals(before.settings())) {
            engines.requireFit(after.engine(), after.settings());
          }
          return after;
        });
  }

  private Session apply(AccountId account, SessionId id, UnaryOperator<Session> change) {
    var changed = changeSession.change(account, id, change);
    runSessions.apply(changed);
    return changed;
  }
}
