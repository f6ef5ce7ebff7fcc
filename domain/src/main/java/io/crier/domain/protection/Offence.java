package io.crier.domain.protection;

/** Behaviour that leads to a warning and to blocks. */
public enum Offence {
  /** Too many messages went to numbers that are not on WhatsApp. */
  UNKNOWN_NUMBERS("too many messages to numbers that are not on WhatsApp"),
  /** The account sends many times as much as it ever did before. */
  VOLUME_SPIKE("far more messages than on any of the last days"),
  /** Too many requests were made after the rate limit was reached. */
  EXCESSIVE_REQUESTS("too many requests after 429");

  private final String description;

  Offence(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }
}
