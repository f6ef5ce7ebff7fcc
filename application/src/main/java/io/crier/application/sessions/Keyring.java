package io.crier.application.sessions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials of one session, by name: encrypted, and written only by the session's owner.
 * Every call is a unit of work of its own.
 */
public interface Keyring {

  /** The values of those names that exist. */
  Map<String, byte[]> get(Set<String> names);

  default Optional<byte[]> get(String name) {
    return Optional.ofNullable(get(Set.of(name)).get(name));
  }

  /** All names that start with the prefix. */
  Set<String> names(String prefix);

  /** Stores these and deletes those, atomically. */
  void change(Map<String, byte[]> kept, Set<String> forgotten);

  default void put(Map<String, byte[]> entries) {
    change(entries, Set.of());
  }

  void clear();
}
