package io.crier.application.events;

import io.crier.domain.events.DomainEvent;
import java.util.List;

/**
 * The outbox: an event published here is stored in the current unit of work, together with one
 * pending delivery for every endpoint that subscribes to it (one that has already failed if the
 * endpoint is disabled), and is announced after the commit. Publish last in a unit of work: it
 * takes the account's next sequence numbers, so that they follow the order of the commits without
 * gaps.
 */
public interface Events {

  void publish(List<? extends DomainEvent> events);

  default void publish(DomainEvent event) {
    publish(List.of(event));
  }
}
