package io.crier.domain.users;

/** The SHA-256 of a {@link SecretToken}, in hexadecimal digits. */
public record TokenHash(String value) {

  @Override
  public String toString() {
    return "TokenHash";
  }
}
