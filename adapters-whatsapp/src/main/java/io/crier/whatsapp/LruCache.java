package io.crier.whatsapp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map of limited size that evicts the least recently used entry. */
public final class LruCache<K, V> {

  private final Map<K, V> entries;

  public LruCache(int limit) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
          }
        };
  }

  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  /** Returns the existing value, if there is one. */
  public synchronized Optional<V> putIfAbsent(K key, V value) {
    return Optional.ofNullable(entries.putIfAbsent(key, value));
  }

  public synchronized void remove(K key) {
    entries.remove(key);
  }

  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }
}
