package io.crier.domain.messages;

import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session knows of somebody: whether WhatsApp knows the number, and whether they have met.
 *
 * @param address as WhatsApp gave it; empty if the number is not on WhatsApp
 * @param metAt when the first message went to, or came from, this contact
 */
public record Contact(
    SessionId session,
    Recipient recipient,
    Optional<Address> address,
    Instant checkedAt,
    Optional<Instant> metAt) {

  /** Whether a message to it counts as reaching out to somebody new. */
  public boolean isNew() {
    return metAt.isEmpty();
  }
}
