package io.crier.application.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sessions that send codes and alerts, and which of them writes to whom. */
public interface AlertSenders {

  /** The operator's senders for all accounts, in the order in which they were added. */
  List<Session> list();

  /** Adding twice is adding once. */
  void add(SessionId session, Instant now);

  /** False if it was none. Those it wrote to get another sender. */
  boolean remove(SessionId session);

  /** The account's own choice. */
  default Optional<Session> chosenBy(AccountId account) {
    return Optional.ofNullable(chosenBy(Set.of(account)).get(account));
  }

  /** The accounts' own choices; an account without one is left out. */
  Map<AccountId, Session> chosenBy(Collection<AccountId> accounts);

  /** The account's alerts go out through this session of its own; empty: the operator's senders. */
  void choose(AccountId account, Optional<SessionId> session);

  /** Which of the operator's senders wrote to these numbers last. */
  Map<PhoneNumber, SessionId> assigned(Collection<PhoneNumber> numbers);

  void assign(Map<PhoneNumber, SessionId> senders);

  /** How many numbers each sender has. */
  Map<SessionId, Integer> loads();
}
