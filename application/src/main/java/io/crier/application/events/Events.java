package io.crier.application.events;

import io.crier.domain.events.DomainEvent;
import java.util.List;

/**
 * The outbox: what is published here becomes durable with the unit of work that surrounds the call,
 * together with one pending delivery for every endpoint that wants it, one that has failed already
 * if the endpoint is disabled, and is announced once that has committed. Publish last in a unit of
 * work: it takes the account's next sequence numbers, so that they follow the order of the commits
 * without gaps.
 */
public interface Events {

  void publish(List<? extends DomainEvent> events);

  default void publish(DomainEvent event) {
    publish(List.of(event));
  }
}
