package io.crier.domain.messages;

import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a session knows about a person: whether their number is on WhatsApp, and whether they have
 * exchanged messages.
 *
 * @param address as given by WhatsApp; empty if the number is not on WhatsApp
 * @param metAt when the first message was exchanged with this contact
 * @param also the other number by which WhatsApp has shown to know this person, see {@link
 *     PhoneNumber#mayHaveTwoForms()}
 */
public record Contact(
    SessionId session,
    Recipient recipient,
    Optional<Address> address,
    Instant checkedAt,
    Optional<Instant> metAt,
    Optional<PhoneNumber> also) {

  private static final Duration KNOWN_FOR = Duration.ofDays(7);
  private static final Duration ABSENT_FOR = Duration.ofHours(1);

  public Contact {
    var before = also;
    also = otherNumber(recipient, address).or(() -> before);
  }

  /** A contact of whom WhatsApp has shown no other number than the address does. */
  public Contact(
      SessionId session,
      Recipient recipient,
      Optional<Address> address,
      Instant checkedAt,
      Optional<Instant> metAt) {
    this(session, recipient, address, checkedAt, metAt, Optional.empty());
  }

  private static Optional<PhoneNumber> otherNumber(Recipient recipient, Optional<Address> address) {
    return recipient instanceof Recipient.Phone phone && phone.number().mayHaveTwoForms()
        ? address.flatMap(Address::number).filter(number -> !number.equals(phone.number()))
        : Optional.empty();
  }

  /** Whether a message to it counts as writing to a new contact. */
  public boolean isNew() {
    return metAt.isEmpty();
  }

  /** Whether WhatsApp was asked about the number and does not know it. */
  public boolean isAbsent() {
    return isNew() && address.isEmpty();
  }

  /** Whether the number must be checked before the first message; never after that. */
  public boolean needsCheck(Instant now) {
    return isNew() && !checkedAt.isAfter(now.minus(address.isPresent() ? KNOWN_FOR : ABSENT_FOR));
  }

  /** Records that a message went to, or came from, this contact. */
  public Contact met(Instant at) {
    return isNew()
        ? new Contact(session, recipient, address, checkedAt, Optional.of(at), also)
        : this;
  }

  /** WhatsApp treats the session as new to this contact, despite earlier messages. */
  public Contact asNew() {
    return new Contact(session, recipient, address, checkedAt, Optional.empty(), also);
  }

  /** WhatsApp delivers to this address from now on; empty leaves it unchanged. */
  public Contact at(Optional<Address> other) {
    return new Contact(session, recipient, other.or(() -> address), checkedAt, metAt, also);
  }

  /** WhatsApp knows the same person by this number as well. */
  public Contact alsoKnownAs(PhoneNumber other) {
    return new Contact(session, recipient, address, checkedAt, metAt, Optional.of(other));
  }

  /** Merges another contact that has turned out to be the same person. */
  public Contact merged(Contact other) {
    return new Contact(
        session,
        recipient,
        address.or(other::address),
        checkedAt,
        Stream.of(metAt, other.metAt).flatMap(Optional::stream).min(Instant::compareTo),
        also.or(other::also));
  }
}
