package io.crier.application.sessions;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All sessions. */
public interface Sessions {

  Optional<Session> find(AccountId account, SessionId id);

  /** The account's session with this number; of several the one that was linked last. */
  Optional<Session> find(AccountId account, PhoneNumber number);

  /** A session of the account, locked for a change until the unit of work ends. */
  Optional<Session> lock(AccountId account, SessionId id);

  /** The session of any account, locked until the unit of work ends: for the code that runs it. */
  Optional<Session> running(SessionId id);

  /** Sessions of any accounts, for reading; deleted ones are left out. */
  Map<SessionId, Session> all(Collection<SessionId> ids);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<Session> list(AccountId account, Optional<SessionId> after, int limit);

  /**
   * Sessions of all accounts that should be connected, but have lost their connection or wait for a
   * person to act. Newest first; if {@code after} is given, only older ones.
   */
  Slice<Session> unhealthy(Optional<SessionId> after, int limit);

  boolean isNameTaken(AccountId account, String name);

  /**
   * Adds the session, or replaces the one with the same id, which must be locked. Refuses a name
   * that another session of the account has.
   */
  void save(Session session);

  /** Removes the session and its credentials; its messages stay. */
  void remove(SessionId id);

  /**
   * Makes this node the owner of up to this many sessions without an owner or whose owner's lease
   * has expired, and increases their epochs.
   */
  List<Owned> take(Node node, int limit);

  /** Releases the sessions, so that another node need not wait for the lease to expire. */
  void release(Node node, Collection<SessionId> ids);

  /** Which of these sessions this node still owns under the epoch it knows. */
  Map<SessionId, Boolean> owned(Node node, Map<SessionId, Long> epochs);

  /** A session and the epoch of its new ownership. */
  record Owned(Session session, long epoch) {

    /** Whether no node owned it before: it has just been created. */
    boolean isFirst() {
      return epoch == 1;
    }
  }
}
