package io.crier.domain.protection;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import java.time.Instant;

/** An account was warned, blocked or unblocked. */
public sealed interface ProtectionEvent extends DomainEvent {

  /** The next offence within a day blocks the account. */
  record Warned(AccountId account, Offence reason, Instant at) implements ProtectionEvent {
    @Override
    public EventType type() {
      return EventType.ACCOUNT_WARNED;
    }
  }

  /** The account's requests are refused until then. */
  record Blocked(AccountId account, Offence reason, Instant until, Instant at)
      implements ProtectionEvent {
    @Override
    public EventType type() {
      return EventType.ACCOUNT_BLOCKED;
    }
  }

  /**
   * The account's requests are accepted again.
   *
   * @param lifted whether an operator has ended the block early
   */
  record Unblocked(AccountId account, boolean lifted, Instant at) implements ProtectionEvent {
    @Override
    public EventType type() {
      return EventType.ACCOUNT_UNBLOCKED;
    }
  }
}
