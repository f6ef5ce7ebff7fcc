package io.crier.rest.v1;

import io.crier.domain.sessions.PhoneNumber;

/** Parses phone numbers in requests. */
public final class Numbers {

  private Numbers() {}

  /** Parses a number in {@code +E.164} form or as digits only. */
  public static PhoneNumber parse(String text) {
    return new PhoneNumber(text == null || text.startsWith("+") ? text : "+" + text);
  }
}
