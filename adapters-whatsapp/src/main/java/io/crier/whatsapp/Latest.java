package io.crier.whatsapp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was put last, up to a limit: what nobody has asked for in a long time is forgotten. */
public final class Latest<K, V> {

  private final Map<K, V> entries;

  public Latest(int most) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  /** Returns what is there already, and leaves it there. */
  public synchronized Optional<V> putIfAbsent(K key, V value) {
    return Optional.ofNullable(entries.putIfAbsent(key, value));
  }

  public synchronized void remove(K key) {
    entries.remove(key);
  }

  public synchronized Optional<V> of(K key) {
    return Optional.ofNullable(entries.get(key));
  }
}
