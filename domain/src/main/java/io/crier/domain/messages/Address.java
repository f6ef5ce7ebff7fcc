package io.crier.domain.messages;

import java.util.Objects;

/**
 * The address that WhatsApp delivers to, in WhatsApp's own format; never computed from a number.
 */
public record Address(String value) {

  public Address {
    Objects.requireNonNull(value);
  }
}
