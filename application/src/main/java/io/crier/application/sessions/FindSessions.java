package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows an account its sessions. */
public final class FindSessions {

  // As text, since UUIDs compare as signed numbers.
  private static final Comparator<SessionId> NEWEST_FIRST =
      Comparator.<SessionId, String>comparing(id -> id.value().toString()).reversed();

  private static final int PAGE = 200;
  private static final String DEFAULT_NAME = "main";

  private final Sessions sessions;
  private final UnitOfWork unitOfWork;

  public FindSessions(Sessions sessions, UnitOfWork unitOfWork) {
    this.sessions = sessions;
    this.unitOfWork = unitOfWork;
  }

  /** A session of the actor's account; refused if the actor may not use it. */
  public Session find(Actor actor, SessionId id) {
    actor.require(Role.READ);
    var session =
        unitOfWork.execute(
            () ->
                sessions
                    .find(actor.accountId(), id)
                    .orElseThrow(() -> new Refused(SESSION_NOT_FOUND)));
    actor.requireUseOf(id);
    return session;
  }

  /** The session of an actor who names none: the only one they may use, or the one named main. */
  public Session findDefault(Actor actor) {
    var first = list(actor, Optional.empty(), 1);
    if (first.items().size() == 1 && !first.more()) {
      return first.items().getFirst();
    }
    return Slice.<Session, SessionId>readAll(after -> list(actor, after, PAGE), Session::id)
        .stream()
        .filter(session -> session.name().equals(DEFAULT_NAME))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    SESSION_NOT_FOUND,
                    "session not found: name one, or call one of your sessions main"));
  }

  /** The session of the actor's account that has this number. */
  public Session find(Actor actor, PhoneNumber number) {
    actor.require(Role.READ);
    var session =
        unitOfWork.execute(
            () ->
                sessions
                    .find(actor.accountId(), number)
                    .orElseThrow(() -> new Refused(SESSION_NOT_FOUND)));
    actor.requireUseOf(session.id());
    return session;
  }

  /** A session of any account, for an operator. */
  public Session findAnywhere(Actor operator, SessionId id) {
    operator.requireOperator();
    return ofAnyAccount(id);
  }

  /** A session of any account, for the server itself: webhooks to an engine carry no account. */
  public Session ofAnyAccount(SessionId id) {
    return unitOfWork.execute(
        () -> sessions.running(id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND)));
  }

  /** Sessions that the actor may use, newest first; if {@code after} is given, only older ones. */
  public Slice<Session> list(Actor actor, Optional<SessionId> after, int limit) {
    actor.require(Role.READ);
    var account = actor.accountId();
    var only = actor.sessions();
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
