package io.crier.application.events;

import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;

/**
 * An event as stored in the outbox.
 *
 * @param sequence counts the events of its account from 1, without gaps
 */
public record Published(EventId id, long sequence, DomainEvent event) {}
