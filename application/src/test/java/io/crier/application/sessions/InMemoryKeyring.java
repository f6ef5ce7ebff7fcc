package io.crier.application.sessions;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Credentials of one session in memory. */
public final class InMemoryKeyring implements Keyring {

  private final Map<String, byte[]> entries = new ConcurrentHashMap<>();

  @Override
  public Map<String, byte[]> get(Set<String> names) {
    var found = new HashMap<>(entries);
    found.keySet().retainAll(names);
    return found;
  }

  @Override
  public Set<String> names(String prefix) {
    return entries.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toSet());
  }

  @Override
  public void change(Map<String, byte[]> kept, Set<String> forgotten) {
    entries.putAll(kept);
    entries.keySet().removeAll(forgotten);
  }

  @Override
  public void clear() {
    entries.clear();
  }
}
