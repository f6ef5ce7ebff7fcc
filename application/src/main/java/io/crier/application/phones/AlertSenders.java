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

/** The sessions that send codes and alerts, and their assignment to numbers. */
public interface AlertSenders {

  /** The operator's senders for all accounts, in the order in which they were added. */
  List<Session> list();

  /** Idempotent. */
  void add(SessionId session, Instant now);

  /** Returns false if it was not a sender. Its numbers get another sender. */
  boolean remove(SessionId session);

  /** The account's own choice. */
  default Optional<Session> chosenBy(AccountId account) {
    return Optional.ofNullable(chosenBy(Set.of(account)).get(account));
  }

  /** The accounts' own choices; an account without one is left out. */
  Map<AccountId, Session> chosenBy(Collection<AccountId> accounts);

  /** Makes the account's alerts use this session of its own; empty means the operator's senders. */
  void choose(AccountId account, Optional<SessionId> session);

  /** Which of the operator's senders last wrote to these numbers. */
  Map<PhoneNumber, SessionId> assigned(Collection<PhoneNumber> numbers);

  void assign(Map<PhoneNumber, SessionId> senders);

  /** How many numbers are assigned to each sender. */
  Map<SessionId, Integer> loads();
}
