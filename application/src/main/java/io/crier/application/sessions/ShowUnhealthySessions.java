package io.crier.application.sessions;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Optional;

/** Shows operators which sessions of all accounts need attention. */
public final class ShowUnhealthySessions {

  private final Sessions sessions;
  private final Accounts accounts;
  private final UnitOfWork unitOfWork;

  public ShowUnhealthySessions(Sessions sessions, Accounts accounts, UnitOfWork unitOfWork) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.unitOfWork = unitOfWork;
  }

  /** A session, and whose it is. */
  public record Unhealthy(Session session, Account account) {}

  /** Newest first. */
  public Slice<Unhealthy> list(Actor operator, Optional<SessionId> after, int limit) {
    operator.requireOperator();
    return unitOfWork.execute(
        () ->
            sessions
                .unhealthy(after, limit)
                .map(it -> new Unhealthy(it, accounts.find(it.account()).orElseThrow())));
  }
}
