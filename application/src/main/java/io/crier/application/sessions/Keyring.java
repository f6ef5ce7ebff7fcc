package io.crier.application.sessions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials of one session, by name: sealed, and written only by the session's owner. Every
 * call is a unit of work of its own.
 */
public interface Keyring {

  /** Those of the names that are there. */
  Map<String, byte[]> get(Set<String> names);

  default Optional<byte[]> get(String name) {
    return Optional.ofNullable(get(Set.of(name)).get(name));
  }

  /** Keeps all of these and forgets those, or does nothing at all. */
  void change(Map<String, byte[]> kept, Set<String> forgotten);

  default void put(Map<String, byte[]> entries) {
    change(entries, Set.of());
  }

  void clear();
}
