package io.crier.domain.users;

/** The hash of a password, with its salt and parameters. */
public record PasswordHash(String value) {

  @Override
  public String toString() {
    return "PasswordHash";
  }
}
