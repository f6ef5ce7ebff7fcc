package io.crier.domain.events;

import io.crier.domain.accounts.AccountId;
import java.time.Instant;

/** Something that happened to what an account owns; published in the unit of work that did it. */
public interface DomainEvent {

  AccountId account();

  EventType type();

  Instant at();
}
