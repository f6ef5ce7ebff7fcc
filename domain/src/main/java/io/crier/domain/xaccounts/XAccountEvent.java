package io.crier.domain.xaccounts;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to the watch over an author on X. */
public sealed interface XAccountEvent extends DomainEvent {

  XUserId author();

  /**
   * New posts of the author may go unnoticed; published once, until the watch has recovered. The
   * author's state, the source and the budget may explain why.
   *
   * @param lastCheckedAt when it was last known that nothing had been missed
   */
  record Stale(
      AccountId account,
      XUserId author,
      XUsername username,
      XAccountState state,
      Optional<Instant> lastCheckedAt,
      Instant at)
      implements XAccountEvent {
    @Override
    public EventType type() {
      return EventType.X_ACCOUNT_STALE;
    }
  }
}
