package io.crier.application.users;

import io.crier.domain.users.PasswordHash;

/**
 * Hashes passwords, slowly and with much memory, a few at a time. Refuses with a time to retry if
 * too many wait. Never call it within a unit of work.
 */
public interface Passwords {

  PasswordHash hash(String password);

  boolean matches(String password, PasswordHash hash);

  /** A hash of no password: comparing with it takes as long as with any other. */
  PasswordHash decoy();
}
