package io.crier.application.sessions;

import java.util.Map;
import java.util.Optional;

/**
 * The credentials of one session, by name: sealed, and written only by the session's owner. Every
 * call is a unit of work of its own.
 */
public interface Keyring {

  Optional<byte[]> get(String name);

  /** Keeps all of these, or none. */
  void put(Map<String, byte[]> entries);

  void clear();
}
