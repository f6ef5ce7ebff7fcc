package io.crier.application.sessions;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All sessions. */
public interface Sessions {

  Optional<Session> find(AccountId account, SessionId id);

  /** The same, locked until the unit of work ends: to be changed. */
  Optional<Session> lock(AccountId account, SessionId id);

  /** The session of whatever account, locked until the unit of work ends: for what runs it. */
  Optional<Session> running(SessionId id);

  /** The sessions of whatever accounts, to be looked at; those that are gone are left out. */
  Map<SessionId, Session> all(Collection<SessionId> ids);

  /** Newest first, those older than {@code after} if it is given. */
  Slice<Session> list(AccountId account, Optional<SessionId> after, int limit);

  boolean isNameTaken(AccountId account, String name);

  /**
   * Adds the session, or replaces the one with the same id, which was locked. Refuses a name that
   * another session of the account has.
   */
  void save(Session session);

  /** Removes the session and all its node knew of it; its messages stay. */
  void remove(SessionId id);

  /**
   * Makes this node the owner of sessions that have none, or whose owner's lease has run out, at
   * most so many, and raises their epochs.
   */
  List<Owned> take(Node node, int limit);

  /** Gives the sessions back, so that another node need not wait for the lease to run out. */
  void release(Node node, Collection<SessionId> ids);

  /** Which of these sessions this node still owns under the epoch it knows. */
  Map<SessionId, Boolean> owned(Node node, Map<SessionId, Long> epochs);

  /** A session and the epoch under which its new owner holds it. */
  record Owned(Session session, long epoch) {}
}
