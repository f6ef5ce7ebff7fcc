package io.crier.persistence.events;

import io.crier.application.events.Published;
import java.time.Instant;
import java.util.List;

/** Addresses events to all who receive them, in the transaction that publishes them. */
public interface EventFanOut {

  void address(List<Published> published, Instant now);
}
