package io.crier.domain.events;

import io.crier.domain.accounts.AccountId;
import java.time.Instant;

/**
 * Something that happened to a resource of an account; published in the unit of work of the change.
 */
public interface DomainEvent {

  AccountId account();

  EventType type();

  Instant at();
}
