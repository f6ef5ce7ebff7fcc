package io.crier.domain.messages;

import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

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

  private static final Duration KNOWN_FOR = Duration.ofDays(7);
  private static final Duration ABSENT_FOR = Duration.ofHours(1);

  /** Whether a message to it counts as reaching out to somebody new. */
  public boolean isNew() {
    return metAt.isEmpty();
  }

  /** Whether WhatsApp was asked for the number and does not know it. */
  public boolean isAbsent() {
    return isNew() && address.isEmpty();
  }

  /** Whether the number must be checked before the first message; never once they have met. */
  public boolean needsCheck(Instant now) {
    return isNew() && !checkedAt.isAfter(now.minus(address.isPresent() ? KNOWN_FOR : ABSENT_FOR));
  }

  /** A message went to, or came from, this contact. */
  public Contact met(Instant at) {
    return isNew() ? new Contact(session, recipient, address, checkedAt, Optional.of(at)) : this;
  }

  /** WhatsApp treats the session as new to this contact, even if they have met. */
  public Contact asNew() {
    return new Contact(session, recipient, address, checkedAt, Optional.empty());
  }

  /** WhatsApp delivers there from now on; where it says nothing, as before. */
  public Contact at(Optional<Address> other) {
    return new Contact(session, recipient, other.or(() -> address), checkedAt, metAt);
  }

  /** This is the same person as another contact, whom the session may have met before. */
  public Contact merged(Contact other) {
    return new Contact(
        session,
        recipient,
        address.or(other::address),
        checkedAt,
        Stream.of(metAt, other.metAt).flatMap(Optional::stream).min(Instant::compareTo));
  }
}
