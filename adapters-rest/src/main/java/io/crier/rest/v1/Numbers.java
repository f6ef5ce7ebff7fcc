package io.crier.rest.v1;

import io.crier.domain.sessions.PhoneNumber;

/** Reads phone numbers as callers write them. */
public final class Numbers {

  private Numbers() {}

  /** The number in {@code +E.164} or digits. */
  public static PhoneNumber parse(String text) {
    return new PhoneNumber(text == null || text.startsWith("+") ? text : "+" + text);
  }
}
