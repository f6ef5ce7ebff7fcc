package io.crier.domain.messages;

import java.util.Objects;

/** Where WhatsApp delivers to, as WhatsApp itself writes it; never computed from a number. */
public record Address(String value) {

  public Address {
    Objects.requireNonNull(value);
  }
}
