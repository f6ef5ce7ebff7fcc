package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Optional;

/** Shows an account its sessions. */
public final class FindSessions {

  private final Sessions sessions;
  private final UnitOfWork unitOfWork;

  public FindSessions(Sessions sessions, UnitOfWork unitOfWork) {
    this.sessions = sessions;
    this.unitOfWork = unitOfWork;
  }

  public Session find(AccountId account, SessionId id) {
    return unitOfWork.execute(
        () -> sessions.find(account, id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND)));
  }

  public Slice<Session> list(AccountId account, Optional<SessionId> after, int limit) {
    return unitOfWork.execute(() -> sessions.list(account, after, limit));
  }
}
