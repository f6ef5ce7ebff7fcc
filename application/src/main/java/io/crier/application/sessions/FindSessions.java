package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows an account its sessions. */
public final class FindSessions {

  // As text, since UUIDs compare as if their halves were signed.
  private static final Comparator<SessionId> NEWEST_FIRST =
      Comparator.<SessionId, String>comparing(id -> id.value().toString()).reversed();

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

  /** For an operator: the session of whatever account. */
  public Session whosever(SessionId id) {
    return unitOfWork.execute(
        () -> sessions.running(id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND)));
  }

  /**
   * Newest first, those older than {@code after} if it is given.
   *
   * @param only the only sessions that are shown; empty means all of the account
   */
  public Slice<Session> list(
      AccountId account, Set<SessionId> only, Optional<SessionId> after, int limit) {
    return unitOfWork.execute(
        () ->
            only.isEmpty()
                ? sessions.list(account, after, limit)
                : Slice.of(newestFirst(account, only, after), limit));
  }

  private List<Session> newestFirst(
      AccountId account, Set<SessionId> only, Optional<SessionId> after) {
    return only.stream()
        .filter(id -> after.isEmpty() || NEWEST_FIRST.compare(id, after.get()) > 0)
        .sorted(NEWEST_FIRST)
        .flatMap(id -> sessions.find(account, id).stream())
        .toList();
  }
}
