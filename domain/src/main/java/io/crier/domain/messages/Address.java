package io.crier.domain.messages;

import io.crier.domain.Refused;
import io.crier.domain.sessions.PhoneNumber;
import java.util.Objects;
import java.util.Optional;

/**
 * The address that WhatsApp delivers to, in WhatsApp's own format; never computed from a number.
 */
public record Address(String value) {

  public Address {
    Objects.requireNonNull(value);
  }

  /** The number by which WhatsApp knows whoever is there, if the address shows one. */
  public Optional<PhoneNumber> number() {
    try {
      return Recipient.parse(value) instanceof Recipient.Phone phone
          ? Optional.of(phone.number())
          : Optional.empty();
    } catch (Refused another) {
      return Optional.empty();
    }
  }
}
